#include "db/decode.h"

#include <gtest/gtest.h>

using namespace vouch;
using namespace vouch::db;

namespace {

bytes raw(std::initializer_list<int> numbers) {
    bytes all;
    for (const int one : numbers) all.push_back(static_cast<std::byte>(one));
    return all;
}

template <class T>
result<T> decoded(std::uint32_t type, const bytes& from) {
    T to{};
    CHECK_RESULT(db::decode(type, from, to));
    return to;
}

}  // namespace

TEST(Decode, ReadsWholeNumbersAndWidensThem) {
    EXPECT_EQ(decoded<std::int16_t>(oid::int2, raw({0xff, 0xfe})), -2);
    EXPECT_EQ(decoded<std::int32_t>(oid::int4, raw({0x80, 0, 0, 0})), std::numeric_limits<std::int32_t>::min());
    EXPECT_EQ(decoded<std::int64_t>(oid::int4, raw({0xff, 0xff, 0xff, 0xff})), -1);
    EXPECT_EQ(decoded<std::int64_t>(oid::int8, raw({0, 0, 0, 1, 0, 0, 0, 0})), std::int64_t{1} << 32);
}

TEST(Decode, NeverNarrowsOrConverts) {
    EXPECT_FALSE(decoded<std::int32_t>(oid::int8, raw({0, 0, 0, 0, 0, 0, 0, 1})));
    EXPECT_FALSE(decoded<std::int16_t>(oid::int4, raw({0, 0, 0, 1})));
    EXPECT_FALSE(decoded<std::string>(oid::int4, raw({0, 0, 0, 1})));
    EXPECT_FALSE(decoded<bool>(oid::int4, raw({0, 0, 0, 1})));
    EXPECT_FALSE(decoded<instant>(oid::date, raw({0, 0, 0, 1})));
}

TEST(Decode, ReadsDaysAndInstantsFromTheYear2000) {
    EXPECT_EQ(to_string(*decoded<date>(oid::date, raw({0, 0, 0, 0}))), "2000-01-01");
    EXPECT_EQ(to_string(*decoded<date>(oid::date, raw({0xff, 0xff, 0xff, 0xff}))), "1999-12-31");
    EXPECT_EQ(
        to_string(*decoded<instant>(oid::timestamptz, raw({0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}))),
        "1999-12-31T23:59:59.999999Z"
    );
}

TEST(Decode, RefusesInfinity) {
    EXPECT_FALSE(decoded<date>(oid::date, raw({0x7f, 0xff, 0xff, 0xff})));
    EXPECT_FALSE(decoded<date>(oid::date, raw({0x80, 0, 0, 0})));
    EXPECT_FALSE(decoded<instant>(oid::timestamptz, raw({0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff})));
    EXPECT_FALSE(decoded<instant>(oid::timestamptz, raw({0x80, 0, 0, 0, 0, 0, 0, 0})));
}

TEST(Decode, TakesTheVersionOffJsonb) {
    EXPECT_EQ(decoded<std::string>(oid::jsonb, raw({1, '{', '}'})), "{}");
    EXPECT_FALSE(decoded<std::string>(oid::jsonb, raw({2, '{', '}'})));
    EXPECT_FALSE(decoded<std::string>(oid::jsonb, raw({})));
}

TEST(Decode, BytesOfAnExactLengthMustHaveIt) {
    using pair = std::array<std::byte, 2>;
    EXPECT_EQ(decoded<pair>(oid::bytea, raw({1, 2})), (pair{std::byte{1}, std::byte{2}}));
    EXPECT_FALSE(decoded<pair>(oid::bytea, raw({1, 2, 3})));
}

TEST(Decode, ReadsArraysWithNulls) {
    const auto array =
        raw({0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 25, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 'a', 0xff, 0xff, 0xff, 0xff});
    EXPECT_EQ(
        decoded<std::vector<std::optional<std::string>>>(oid::text_array, array),
        (std::vector<std::optional<std::string>>{"a", std::nullopt})
    );
    EXPECT_FALSE(decoded<std::vector<std::string>>(oid::text_array, array)) << "a null needs an optional element";
    EXPECT_EQ(
        decoded<std::vector<uuid>>(oid::uuid_array, raw({0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x0b, 0x86})),
        std::vector<uuid>()
    );
}

// Every prefix of a right answer is wrong and none is read beyond its end.
TEST(Decode, RefusesArraysThatAreCutShort) {
    const auto array =
        raw({0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 25, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 'a', 0, 0, 0, 1, 'b'});
    EXPECT_TRUE(decoded<std::vector<std::string>>(oid::text_array, array));
    for (std::size_t length = 0; length < array.size(); ++length)
        EXPECT_FALSE(decoded<std::vector<std::string>>(
            oid::text_array, bytes(array.begin(), array.begin() + static_cast<std::ptrdiff_t>(length))
        ));
    auto huge = array;
    huge[12] = std::byte{0x7f};
    EXPECT_FALSE(decoded<std::vector<std::string>>(oid::text_array, huge));
}
