#include "base/sha256.h"

#include <new>
#include <openssl/evp.h>

namespace vouch {

namespace {

// Found by name once: looking it up for each digest costs more than a short digest itself.
const EVP_MD* algorithm() {
    static const EVP_MD* found = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return found;
}

void require(bool succeeded) {
    if (!succeeded) throw std::bad_alloc();
}

}  // namespace

void sha256::release::operator()(evp_md_ctx_st* context) const {
    EVP_MD_CTX_free(context);
}

sha256::sha256() : context_(EVP_MD_CTX_new()) {
    require(context_ != nullptr && algorithm() != nullptr);
    require(EVP_DigestInit_ex(context_.get(), algorithm(), nullptr) == 1);
}

void sha256::add(std::string_view bytes) {
    require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
}

sha256_digest sha256::finish() {
    sha256_digest digest;
    require(EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(digest.data()), nullptr) == 1);
    require(EVP_DigestInit_ex(context_.get(), algorithm(), nullptr) == 1);
    return digest;
}

sha256_digest sha256_of(std::string_view bytes) {
    sha256 whole;
    whole.add(bytes);
    return whole.finish();
}

std::string to_string(const sha256_digest& digest) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const std::byte byte : digest) {
        text += digits[std::to_integer<unsigned>(byte) >> 4];
        text += digits[std::to_integer<unsigned>(byte) & 15];
    }
    return text;
}

}  // namespace vouch
