// What a chain check makes of snapshots that are gone, without a database.
#include <gtest/gtest.h>

#include "base/hex.h"
#include "seal/chain_check.h"

using namespace vouch;

namespace {

db::bytes bytes_of(const sha256_digest& digest) {
    return {digest.begin(), digest.end()};
}

const sha256_digest digest_of_snapshot = sha256_of("a snapshot");
const sha256_digest digest_of_retirement = sha256_of("a retirement");

/// A chain of two: the first lists a snapshot that is not there, the second a retirement. The hashes are right.
class chain {
public:
    chain() : check_(tenant_, std::nullopt) {
        add({{"snapshot", "2024-01-05/1", bytes_of(digest_of_snapshot)}});
        add({{"retirement", "r", bytes_of(digest_of_retirement)}});
    }

    /// The problems when the retirement lists this.
    std::vector<std::string> with(std::vector<seal::retired_snapshot> retires) {
        check_.version(2, 1, {"retirement", "r", digest_of_retirement, "", std::move(retires)});
        check_.end_of_group();
        auto found = check_.finish(seal::chain_head{2, last_hash_, recorded_at_});
        retired = found.retired;
        return found.problems;
    }

    std::int64_t retired = 0;

private:
    void add(std::vector<seal::listed_change> changes) {
        recorded_at_ += std::chrono::microseconds(1);
        seal::change_set link{++seq_, recorded_at_, "Asha", "", std::move(changes), last_hash_, {}};
        link.hash = bytes_of(seal::hash_of(tenant_, link));
        last_hash_ = link.hash;
        check_.link(std::move(link));
    }

    uuid tenant_ = random_uuid();
    seal::chain_check check_;
    std::int64_t seq_ = 0;
    instant recorded_at_{};
    db::bytes last_hash_ = db::bytes(32);
};

seal::retired_snapshot the_snapshot() {
    return {"2024-01-05/1", to_hex(bytes_of(digest_of_snapshot)), 1, 1};
}

constexpr auto missing = "snapshot 2024-01-05/1: missing, change set 1 of 1970-01-01T00:00:00.000001Z by Asha lists it";
constexpr auto by_asha = "change set 2 of 1970-01-01T00:00:00.000002Z by Asha";
using sentences = std::vector<std::string>;

}  // namespace

TEST(RetirementCheck, AcceptsWhatALaterChangeSetRetires) {
    chain made;
    EXPECT_EQ(made.with({the_snapshot()}), sentences());
    EXPECT_EQ(made.retired, 1);
}

TEST(RetirementCheck, NamesWhatIsGoneAndNotRetired) {
    chain made;
    EXPECT_EQ(made.with({}), (sentences{missing}));
    EXPECT_EQ(made.retired, 0);
}

TEST(RetirementCheck, NamesARetirementOfAnotherSnapshotThanTheChainLists) {
    const auto other =
        std::string("snapshot 2024-01-05/1: ") + by_asha + " retired another one than change set 1 lists";
    auto wrong = the_snapshot();
    wrong.digest = to_hex(bytes_of(digest_of_retirement));
    EXPECT_EQ(chain().with({wrong}), (sentences{other, missing}));
    wrong = the_snapshot();
    wrong.id = "2024-01-05/2";
    EXPECT_EQ(
        chain().with({wrong}),
        (sentences{
            std::string("snapshot 2024-01-05/2: ") + by_asha + " retired another one than change set 1 lists", missing
        })
    );
}

TEST(RetirementCheck, NamesARetirementOfWhatIsNotGone) {
    auto wrong = the_snapshot();
    wrong.ordinal = 2;
    EXPECT_EQ(
        chain().with({the_snapshot(), wrong}),
        (sentences{
            std::string("snapshot 2024-01-05/1: ") + by_asha +
            " retired it, but change set 1 does not list one that is gone in its place 2"
        })
    );
    EXPECT_EQ(chain().with({the_snapshot(), the_snapshot()}).size(), 1u) << "twice";
}

TEST(RetirementCheck, ReadsOnlyWholeElements) {
    const auto read = seal::read_retired(
        R"([{"id": "2024-01-05/1", "digest": "ab", "seq": 4, "ordinal": 2}, {"id": "2024-01-05/1", "digest": "ab"}, 7, null,
            {"id": 1, "digest": "ab", "seq": 4, "ordinal": 2}, {"id": "a", "digest": "ab", "seq": 4, "ordinal": 5000000000}])"
    );
    ASSERT_EQ(read.size(), 1u);
    EXPECT_EQ(read[0].id, "2024-01-05/1");
    EXPECT_EQ(read[0].seq, 4);
    EXPECT_EQ(read[0].ordinal, 2);
    for (const auto* document : {"", "{}", "null", "[", "7"}) EXPECT_TRUE(seal::read_retired(document).empty());
}
