#include <array>
#include <fmt/format.h>

#include "record/import/loader.h"
#include "spine/measurements.h"
#include "tenant/tenants.h"

namespace vouch::bench {

namespace {

namespace fs = std::filesystem;

// What the import writes as present rows, and where the rival copies it.
constexpr std::array kinds{"branch", "engagement", "observation", "observation_text"};

instant now() {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

struct imported {
    uuid tenant;
    std::uint64_t rows = 0;
};

result<imported> import_once(
    installation& at, const record::import_mapping& mapping, const uuid& tenant, const fs::path& files
) {
    const std::array paths{files};
    TRY(stream, record::import_stream::open(mapping, tenant, paths));
    const auto exceptions = fs::temp_directory_path() / fmt::format("vouch-bench-exceptions-{}.csv", getpid());
    TRY(list, record::exceptions_csv::create(exceptions));
    TRY(done,
        at.run(record::load(
            at.app(),
            {.tenant_id = tenant, .mapping = &mapping, .actor = "benchmark", .now = now()},
            std::move(stream),
            std::move(list),
            [](auto, auto) {}
        )));
    fs::remove(exceptions);
    imported result{tenant, 0};
    for (const auto& file : done.files) result.rows += file.kind ? file.rows : 0;
    return result;
}

/// The rows of one kind as COPY writes them.
result<std::string> copy_out(installation& at, const char* kind, const uuid& tenant) {
    std::string rows;
    CHECK_RESULT(at.owner().copy_out(
        fmt::format("COPY (SELECT * FROM record.{} WHERE tenant_id = '{}') TO STDOUT", kind, to_string(tenant)),
        [&rows](std::string_view row) -> result<> {
            rows += row;
            return {};
        }
    ));
    return rows;
}

result<> copy_in(installation& at, const char* kind, const std::string& rows) {
    constexpr std::size_t block = 64 * 1024;
    std::size_t sent = 0;
    CHECK_RESULT(at.owner().copy_in(
        fmt::format("COPY bench.plain_{} FROM STDIN", kind),
        [&](std::string& buffer) -> result<bool> {
            buffer.assign(rows, sent, block);
            sent += buffer.size();
            return !buffer.empty();
        }
    ));
    return {};
}

}  // namespace

result<> measure_import(installation& at, table& into, const fs::path& data) {
    const auto files = data / "sf-food";
    if (std::error_code absent; !fs::is_directory(files, absent)) {
        fmt::print(
            "import: skipped, there is no {}; set VOUCH_SHARED_DATA to the folder that holds sf-food/\n", files.string()
        );
        return {};
    }
    TRY(mapping, record::read_mapping(fs::path(VOUCH_SOURCE_DIRECTORY) / "examples/mappings/sf-food.toml"));
    std::uint64_t rows = 0;
    std::optional<uuid> last;
    int number = 0;
    const auto ours = [&]() -> result<double> {
        TRY(whose,
            at.run(tenant::found(
                at.app(),
                {.slug = fmt::format("imported-{}", ++number),
                 .name = mapping.tenant.name,
                 .zone = mapping.tenant.zone,
                 .fiscal_year_start_month = mapping.tenant.fiscal_year_start_month,
                 .locale = mapping.tenant.locale,
                 .simulated = false,
                 .onboarded_at = {}},
                {.actor = "benchmark", .reason = "", .effective = "", .recorded_at = {}}
            )));
        return milliseconds_of([&]() -> result<> {
            TRY(done, import_once(at, mapping, whose.tenant_id, files));
            rows = done.rows;
            last = done.tenant;
            return {};
        });
    };
    CHECK_RESULT(ours());
    std::array<std::string, kinds.size()> copies;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        TRY(copied, copy_out(at, kinds[i], *last));
        copies[i] = std::move(copied);
    }
    const auto rival = [&]() -> result<double> {
        for (const auto* kind : kinds) CHECK_RESULT(at.owner().execute(fmt::format("TRUNCATE bench.plain_{}", kind)));
        return milliseconds_of([&]() -> result<> {
            for (std::size_t i = 0; i < kinds.size(); ++i) CHECK_RESULT(copy_in(at, kinds[i], copies[i]));
            return {};
        });
    };
    TRY(measured, take_turns(3, 300, ours, rival));
    into.add("import of real files, against COPY", "ms", measured, {});
    fmt::print(
        "    {} rows of files: {:.0f} and {:.0f} rows a second\n",
        rows,
        static_cast<double>(rows) / median(measured.ours) * 1e3,
        static_cast<double>(rows) / median(measured.rival) * 1e3
    );
    return {};
}

}  // namespace vouch::bench
