#pragma once
// Anchors: head hashes that left the system. Whoever owns the database could rebuild a whole chain; only a hash that
// somebody else keeps shows it.
#include <boost/describe/class.hpp>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/task.h"
#include "base/values.h"
#include "db/pool.h"
#include "tenant/tenants.h"

namespace vouch::seal {

struct anchored_head {
    uuid tenant_id;
    std::string slug;
    std::int64_t seq = 0;
    instant recorded_at;
    std::string hash;  // 64 lower-case hexadecimal digits
};
BOOST_DESCRIBE_STRUCT(anchored_head, (), (tenant_id, slug, seq, recorded_at, hash))

/// Where the chains of these tenants stand now. Errors: not_found (a tenant without a
/// chain), db_unavailable, db_timeout.
task<std::vector<anchored_head>> current_heads(db::pool& batch, std::vector<tenant::identity> tenants);

/// {"chains": [{"tenant_id", "slug", "seq", "recorded_at", "hash"}]}, readable by people and programs.
std::string print_anchor(const std::vector<anchored_head>& heads);

/// The same of the text of an anchor file; `name` is what errors call it. Errors: bad_input.
result<std::vector<anchored_head>> parse_anchor(std::string_view text, const std::string& name);

/// Errors: io, bad_input (not an anchor file; names what is wrong with it).
result<std::vector<anchored_head>> read_anchor(const std::filesystem::path& file);

}  // namespace vouch::seal
