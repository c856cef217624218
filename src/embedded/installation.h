#pragma once
// The PostgreSQL programs installed on this machine.
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <vector>

#include "base/error.h"

namespace vouch::embedded {

inline constexpr int major_version_min = 15;

struct installation {
    int major_version = 0;           // 15
    std::filesystem::path programs;  // the folder of initdb, postgres, pg_dump, pg_restore
};

/// Every installed PostgreSQL of version 15 or newer that has all of `programs`, oldest first: those of Debian's
/// packages, or without any the one whose pg_config is found in PATH.
std::vector<installation> find_installations(std::initializer_list<const char*> programs);

/// The one of the installed servers that can open a cluster of `major_version`, or without a version the newest.
/// `cluster` is named in the error. Errors: data_directory, naming both versions and the remedy.
result<installation> choose_installation(
    const std::vector<installation>& found, std::optional<int> major_version, const std::filesystem::path& cluster
);

}  // namespace vouch::embedded
