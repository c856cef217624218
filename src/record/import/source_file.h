#pragma once
// A file on disk that is read once from beginning to end, and hashed on the way.
#include <cstdint>
#include <filesystem>
#include <span>

#include "base/error.h"
#include "base/sha256.h"

namespace vouch::record {

class source_file {
public:
    /// Errors: not_found; bad_input: not a regular file; io.
    static result<source_file> open(const std::filesystem::path& path);

    source_file(source_file&& other) noexcept;
    source_file& operator=(source_file&&) = delete;
    ~source_file();

    /// Up to as many bytes as the buffer holds; 0 at the end. Errors: io.
    result<std::size_t> read(std::span<char> buffer);

    std::uint64_t size() const { return size_; }              // bytes, when it was opened
    std::uint64_t bytes_read() const { return bytes_read_; }  // so far

    /// The hash of what was read; of the whole file once read() gave 0.
    sha256_digest digest() { return hash_.finish(); }

private:
    source_file(int descriptor, std::uint64_t size, std::string name);

    int descriptor_;
    std::uint64_t size_;
    std::string name_;
    std::uint64_t bytes_read_ = 0;
    sha256 hash_;
};

/// The SHA-256 of a file as it is now. Errors: as open and read.
result<sha256_digest> sha256_of_file(const std::filesystem::path& path);

}  // namespace vouch::record
