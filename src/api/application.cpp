#include "api/application.h"

#include "api/routes.h"

namespace vouch::api {

namespace {

constexpr std::size_t frames_bytes_max = 16 * 1024 * 1024;  // of each thread: five years by quarters take 3 KB a tenant

db::pool_settings pool_settings_of(const application_settings& from, db::role which) {
    db::pool_settings settings{.conninfo = from.conninfo, .become = which};
    settings.connections_max = which == db::role::app ? from.connections_max : 1;
    settings.waiting_max = from.waiting_max;
    settings.acquire_ms_max = from.acquire_ms_max;
    settings.round_trip_ms_max = from.request_ms_max;
    // The server gives up a little later than we do, should our word not reach it.
    settings.server_statement_ms_max = from.request_ms_max + std::chrono::seconds(1);
    settings.connect_ms_max = from.acquire_ms_max;
    settings.back_off_ms_max = std::chrono::milliseconds(1'000);
    return settings;
}

class api_application : public http::application {
public:
    api_application(
        asio::io_context& context,
        const application_settings& settings,
        std::shared_ptr<answer_cache> cache,
        verification_jobs& verifications,
        http::measures& counted
    )
        : app_(context, pool_settings_of(settings, db::role::app)),
          batch_(context, pool_settings_of(settings, db::role::batch)),
          worker_(context, pool_settings_of(settings, db::role::worker)),
          commits_(context, app_),
          cache_(std::move(cache)),
          frames_(frames_bytes_max),
          service_{app_, batch_, worker_, *cache_, frames_, verifications, counted, commits_, {}, {}},
          routes_(api::routes(service_)) {}

    const http::route_table& routes() const override { return routes_; }

    void count(http::measures& into, int worker) override {
        into.pool("app", worker, app_.counts());
        into.pool("batch", worker, batch_.counts());
        into.pool("worker", worker, worker_.counts());
    }

    void close() override {
        app_.close();
        batch_.close();
        worker_.close();
    }

private:
    db::pool app_;
    db::pool batch_;
    db::pool worker_;
    db::commit_watch commits_;
    std::shared_ptr<answer_cache> cache_;
    frame_memory frames_;
    service service_;
    http::route_table routes_;
};

}  // namespace

http::make_application make_application(
    application_settings settings, verification_jobs& verifications, http::measures& counted
) {
    const auto cache = std::make_shared<answer_cache>(settings.cache_bytes_max);
    return [settings = std::move(settings), cache, &verifications, &counted](asio::io_context& context, int) {
        return std::make_unique<api_application>(context, settings, cache, verifications, counted);
    };
}

}  // namespace vouch::api
