#include <boost/describe/class.hpp>
#include <fmt/format.h>

#include "api/queries.h"
#include "api/routes.h"
#include "api/tenant_answer.h"
#include "base/hex.h"
#include "base/json_text.h"
#include "http/entity_tag.h"
#include "metric/catalogue.h"

namespace vouch::api {

namespace {

struct listed_tenant {
    std::string slug;
    std::string name;
    bool simulated;
    bool onboarded;
};
BOOST_DESCRIBE_STRUCT(listed_tenant, (), (slug, name, simulated, onboarded))

task<std::string> describe_institution(db::tenant_tx& tx, const tenant_question& question) {
    CO_TRY(found, co_await tx.one(institution, tx.tenant(), question.now));
    co_return fmt::format(
        R"({{"slug":{},"name":{},"simulated":{},"onboarded":{},"zone":{},"locale":{},"fiscal_year_start_month":{},)"
        R"("today":{},"first_captured":{},"last_captured":{},"first_fact":{},)"
        R"("head":{{"seq":{},"hash":{},"recorded_at":{}}},"definition_version":{}}})",
        json_text(found.slug),
        json_text(found.name),
        found.simulated,
        found.onboarded,
        json_text(found.zone),
        json_text(found.locale),
        found.fiscal_year_start_month,
        json_text(found.today),
        json_text(found.first_captured),
        json_text(found.last_captured),
        json_text(found.first_fact),
        found.head_seq,
        json_text(to_hex(found.head_hash)),
        json_text(found.recorded_at),
        metric::current_definition().version
    );
}

}  // namespace

task<http::reply> get_tenants(service& from, http::request& asked) {
    CO_CHECK(check_parameters(asked, {}));
    asked.statements.emplace_back("tenant.all_tenants");
    CO_TRY(all, co_await tenant::all(from.batch));
    std::vector<listed_tenant> tenants;
    for (auto& each : all) {
        tenants.push_back({std::move(each.slug), std::move(each.name), each.simulated, each.onboarded});
    }
    auto text = fmt::format(R"({{"tenants":{}}})", json_text(tenants));
    auto tag = http::entity_tag(text);
    co_return with_tag(asked, std::move(tag), http::body(std::move(text)));
}

task<http::reply> get_tenant(service& from, http::request& asked) {
    return answer_about_tenant(from, asked, {}, describe_institution);
}

}  // namespace vouch::api
