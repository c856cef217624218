#include "embedded/account.h"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace vouch::embedded {

namespace {

account account_of(const passwd& entry) {
    account found{entry.pw_name, entry.pw_uid, entry.pw_gid, {}};
    int count = 0;
    getgrouplist(entry.pw_name, entry.pw_gid, nullptr, &count);
    found.groups.resize(count);
    getgrouplist(entry.pw_name, entry.pw_gid, found.groups.data(), &count);
    return found;
}

}  // namespace

result<std::optional<account>> choose_account(const std::filesystem::path& cluster) {
    struct stat owned{};
    bool exists = stat(cluster.c_str(), &owned) == 0;
    if (geteuid() != 0) {
        if (!exists || owned.st_uid == geteuid()) return std::nullopt;
        return fail(
            errc::data_directory,
            fmt::format(
                "{} belongs to user {} and we are user {}; run vouch as that user or as root, or set VOUCH_DATA_DIR to "
                "another directory",
                cluster.string(),
                owned.st_uid,
                geteuid()
            )
        );
    }
    if (exists && owned.st_uid == 0) {
        return fail(
            errc::data_directory,
            fmt::format(
                "{} belongs to root, and PostgreSQL does not run as root; give it to another user with chown -R",
                cluster.string()
            )
        );
    }
    if (exists) {
        if (auto* entry = getpwuid(owned.st_uid)) return account_of(*entry);
        return account{fmt::to_string(owned.st_uid), owned.st_uid, owned.st_gid, {owned.st_gid}};
    }
    for (auto* name : {"postgres", "nobody"}) {
        if (auto* entry = getpwnam(name)) return account_of(*entry);
    }
    return fail(
        errc::data_directory,
        "PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody; run vouch as an "
        "ordinary user"
    );
}

result<void> give(const std::filesystem::path& what, const std::optional<account>& to) {
    if (!to || chown(what.c_str(), to->user, to->group) == 0) return {};
    return fail(
        errc::io, fmt::format("{} cannot be given to the user {}: {}", what.string(), to->name, std::strerror(errno))
    );
}

}  // namespace vouch::embedded
