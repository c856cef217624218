#include <fmt/format.h>

#include "api/routes.h"
#include "api/tenant_answer.h"
#include "http/assets.h"
#include "http/entity_tag.h"

namespace vouch::api {

task<http::reply> get_asset(service&, http::request& asked) {
    co_return http::asset_reply(asked, http::page_files);
}

task<http::reply> get_openapi(service&, http::request& asked) {
    CO_CHECK(check_parameters(asked, {}));
    if (http::openapi_document.empty()) co_return fail(errc::not_found, "vouch was built without api/openapi.json");
    static const auto tag = http::entity_tag(http::openapi_document);
    co_return with_tag(asked, tag, http::body::of_program(http::openapi_document));
}

}  // namespace vouch::api
