#pragma once
// SHA-256 of bytes that arrive in pieces.
#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace vouch {

using sha256_digest = std::array<std::byte, 32>;

/// The digest of everything added since construction or the last finish(). Throws std::bad_alloc where OpenSSL cannot
/// allocate or has no SHA-256 at all.
class sha256 {
public:
    sha256();

    void add(std::string_view bytes);

    /// Ends this digest and begins the next.
    sha256_digest finish();

private:
    struct release {
        void operator()(evp_md_ctx_st* context) const;
    };
    std::unique_ptr<evp_md_ctx_st, release> context_;
};

sha256_digest sha256_of(std::string_view bytes);

/// 64 lower-case hexadecimal digits.
std::string to_string(const sha256_digest& digest);

}  // namespace vouch
