#pragma once
// Files that are part of the program: the page and the description of the API, put in by cmake/embed_files.cmake.
#include <span>
#include <string_view>

namespace vouch::http {

struct embedded_file {
    std::string_view path;  // "/assets/index-BcD.js"
    std::string_view bytes;
    std::string_view digest;  // of the bytes, in hexadecimal
};

/// The page as it was built, by path; none: the program was built without it.
extern const std::span<const embedded_file> page_files;
/// api/openapi.json; empty: the program was built without it.
extern const std::string_view openapi_document;

}  // namespace vouch::http
