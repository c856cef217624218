#include "record/import/external_ref.h"

#include <fmt/format.h>

#include "base/sha256.h"

namespace vouch::record {

namespace {

constexpr std::size_t beginning_bytes = 320;
constexpr std::size_t hash_digits = 32;

bool must_be_written_as_number(char c) {
    return c == '%' || c == '/' || c == '#' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

bool continues_a_letter(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

}  // namespace

std::string external_ref(std::string_view source, std::span<const std::string_view> parts) {
    std::string ref(source);
    for (const std::string_view part : parts) {
        ref += '/';
        for (const char c : part) {
            if (must_be_written_as_number(c)) {
                ref += fmt::format("%{:02X}", static_cast<unsigned char>(c));
            } else {
                ref += c;
            }
        }
    }
    if (ref.size() <= external_ref_bytes_max) return ref;
    const std::string whole_hash = to_string(sha256_of(ref)).substr(0, hash_digits);
    std::size_t end = beginning_bytes;
    while (continues_a_letter(ref[end])) --end;
    return ref.substr(0, end) + '~' + whole_hash;
}

std::string numbered(std::string ref, std::uint64_t occurrence) {
    return occurrence == 1 ? ref : std::move(ref) + fmt::format("#{}", occurrence);
}

}  // namespace vouch::record
