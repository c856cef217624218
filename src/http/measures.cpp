#include "http/measures.h"

#include <array>
#include <fmt/format.h>
#include <fstream>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <unistd.h>

#include "build_version.h"

namespace vouch::http {

namespace {

/// Bytes of memory that the process has in use, by /proc/self/statm; 0 where it cannot be read.
double resident_bytes() {
    std::ifstream sizes("/proc/self/statm");
    double total = 0, resident = 0;
    sizes >> total >> resident;
    return sizes ? resident * static_cast<double>(sysconf(_SC_PAGESIZE)) : 0;
}

const prometheus::Histogram::BucketBoundaries latency_s{
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
};

template <class Builder>
auto& family(prometheus::Registry& registry, Builder builder, const char* name, const char* meaning) {
    return builder.Name(name).Help(meaning).Register(registry);
}

}  // namespace

struct measures::families {
    prometheus::Registry registry;

    prometheus::Family<prometheus::Counter>& requests = family(
        registry, prometheus::BuildCounter(), "vouch_http_requests_total", "Requests answered, by route and status"
    );
    prometheus::Family<prometheus::Histogram>& seconds = family(
        registry,
        prometheus::BuildHistogram(),
        "vouch_http_request_seconds",
        "From the whole request to its answer, by route"
    );
    prometheus::Family<prometheus::Counter>& cache_answers = family(
        registry, prometheus::BuildCounter(), "vouch_http_cache_total", "Answers looked for in memory, found or not"
    );
    prometheus::Family<prometheus::Gauge>& pools =
        family(registry, prometheus::BuildGauge(), "vouch_db_pool", "Connections to PostgreSQL and who waits for one");
    prometheus::Gauge& connections =
        family(registry, prometheus::BuildGauge(), "vouch_http_connections", "Connections that are open").Add({});
    prometheus::Counter& accepted =
        family(registry, prometheus::BuildCounter(), "vouch_http_connections_total", "Connections that were accepted")
            .Add({});
    prometheus::Counter& evicted = family(
                                       registry,
                                       prometheus::BuildCounter(),
                                       "vouch_http_connections_evicted_total",
                                       "Idle ones closed to make room for others"
    )
                                       .Add({});
    prometheus::Gauge& memory =
        family(registry, prometheus::BuildGauge(), "process_resident_memory_bytes", "Memory in use").Add({});
    prometheus::Gauge& started =
        family(registry, prometheus::BuildGauge(), "process_start_time_seconds", "When it started, since 1970").Add({});
    prometheus::Counter& hits = cache_answers.Add({{"found", "yes"}});
    prometheus::Counter& misses = cache_answers.Add({{"found", "no"}});
};

measures::measures() : families_(std::make_unique<families>()) {
    families_->started.SetToCurrentTime();
    family(families_->registry, prometheus::BuildGauge(), "vouch_build_info", "Which version this is")
        .Add({{"version", build_version}})
        .Set(1);
}

measures::~measures() = default;

void measures::answered(std::string_view method, std::string_view route, int status, std::chrono::nanoseconds took) {
    const std::string where(route);
    families_->requests.Add({{"method", std::string(method)}, {"route", where}, {"status", fmt::to_string(status)}}
    ).Increment();
    families_->seconds.Add({{"route", where}}, latency_s).Observe(std::chrono::duration<double>(took).count());
}

void measures::connection_opened() {
    families_->accepted.Increment();
    families_->connections.Increment();
}

void measures::connection_closed(bool evicted) {
    families_->connections.Decrement();
    if (evicted) families_->evicted.Increment();
}

void measures::pool(std::string_view role, int worker, const db::pool_counts& counts) {
    const std::array states{
        std::pair("open", counts.open),
        std::pair("opening", counts.opening),
        std::pair("exclusive", counts.exclusive),
        std::pair("shared_in_flight", counts.shared_in_flight),
        std::pair("waiting", counts.waiting)
    };
    for (const auto& [state, count] : states) {
        families_->pools.Add({{"role", std::string(role)}, {"worker", fmt::to_string(worker)}, {"state", state}}
        ).Set(count);
    }
}

void measures::cache(bool hit) {
    (hit ? families_->hits : families_->misses).Increment();
}

std::string measures::text() {
    families_->memory.Set(resident_bytes());
    return prometheus::TextSerializer().Serialize(families_->registry.Collect());
}

}  // namespace vouch::http
