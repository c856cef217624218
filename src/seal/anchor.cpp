#include "seal/anchor.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fstream>
#include <sstream>

#include "base/hex.h"
#include "base/json_text.h"
#include "db/batch_tx.h"
#include "seal/queries.h"

namespace vouch::seal {

namespace json = boost::json;

namespace {

result<std::string> text_member(const json::object& chain, std::string_view name) {
    const auto* member = chain.if_contains({name.data(), name.size()});
    if (member == nullptr || !member->is_string()) {
        return fail(errc::bad_input, "a chain of the anchor file has no text \"" + std::string(name) + "\"");
    }
    return std::string(member->get_string());
}

result<anchored_head> read_head(const json::value& element) {
    const auto* chain = element.if_object();
    if (chain == nullptr)
        return fail(errc::bad_input, "\"chains\" of the anchor file holds something that is no object");
    TRY(tenant_text, text_member(*chain, "tenant_id"));
    TRY(slug, text_member(*chain, "slug"));
    TRY(recorded_text, text_member(*chain, "recorded_at"));
    TRY(hash, text_member(*chain, "hash"));
    TRY(tenant_id, parse_uuid(tenant_text));
    TRY(recorded_at, parse_instant(recorded_text));
    const auto* seq = chain->if_contains("seq");
    if (seq == nullptr || !seq->is_int64() || seq->get_int64() < 0) {
        return fail(errc::bad_input, "a chain of the anchor file has no number \"seq\"");
    }
    if (hash.size() != 64 || hash.find_first_not_of("0123456789abcdef") != std::string::npos) {
        return fail(errc::bad_input, "the hash \"" + hash + "\" of the anchor file is not 64 hexadecimal digits");
    }
    return anchored_head{tenant_id, slug, seq->get_int64(), recorded_at, hash};
}

}  // namespace

task<std::vector<anchored_head>> current_heads(db::pool& batch, std::vector<tenant::identity> tenants) {
    std::vector<anchored_head> heads;
    for (const auto& tenant : tenants) {
        CO_TRY(tx, co_await db::batch_tx::begin_read(batch, {tenant.tenant_id}));
        CO_TRY(row, co_await tx.one(head, tenant.tenant_id));
        CO_CHECK(co_await tx.commit());
        if (!row.seq || !row.hash || !row.recorded_at) {
            co_return fail(
                errc::not_found, "the chain of " + tenant.slug + " has no sound head; `vouch verify` says more"
            );
        }
        heads.push_back({tenant.tenant_id, tenant.slug, *row.seq, *row.recorded_at, to_hex(*row.hash)});
    }
    co_return heads;
}

std::string print_anchor(const std::vector<anchored_head>& heads) {
    // One chain a line: a file that people compare and keep.
    std::string text = "{\"chains\": [\n";
    for (std::size_t i = 0; i < heads.size(); ++i) {
        text += "  " + json_text(heads[i]) + (i + 1 < heads.size() ? ",\n" : "\n");
    }
    return text + "]}\n";
}

result<std::vector<anchored_head>> read_anchor(const std::filesystem::path& file) {
    std::ifstream input(file, std::ios::binary);
    std::stringstream content;
    input.peek();  // an empty file ends here, and can be read
    if (!input.eof() && !(content << input.rdbuf())) {
        return fail(
            errc::io, "the anchor file " + file.string() + " cannot be read; make one with `vouch anchor --output FILE`"
        );
    }
    return parse_anchor(content.str(), file.string());
}

result<std::vector<anchored_head>> parse_anchor(std::string_view text, const std::string& name) {
    boost::system::error_code problem;
    const auto document = json::parse({text.data(), text.size()}, problem);
    const auto* object = problem ? nullptr : document.if_object();
    const auto* chains = object == nullptr ? nullptr : object->if_contains("chains");
    if (chains == nullptr || !chains->is_array()) {
        return fail(errc::bad_input, name + " is not an anchor file: it has no list \"chains\"");
    }
    std::vector<anchored_head> heads;
    for (const auto& element : chains->get_array()) {
        TRY(each, read_head(element));
        if (std::ranges::find(heads, each.tenant_id, &anchored_head::tenant_id) != heads.end()) {
            return fail(errc::bad_input, name + " names the tenant " + each.slug + " twice; use one anchor at a time");
        }
        heads.push_back(std::move(each));
    }
    return heads;
}

}  // namespace vouch::seal
