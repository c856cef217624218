#include "metric/sql_text.h"

#include <fmt/format.h>
#include <functional>
#include <map>
#include <mutex>

#include "db/fill_template.h"
#include "sql/metric.h"

namespace vouch::metric {

namespace {

/// One SQL expression per counter, separated by commas; each is named "group.name".
std::string for_each_counter(
    const definition& wanted, const std::function<std::string(const counter&, const std::string&)>& form
) {
    std::string list;
    for (const auto& each : wanted.counters) {
        if (!list.empty()) list += ",\n               ";
        list += form(each, fmt::format("\"{}.{}\"", each.group, each.name));
    }
    return list;
}

/// The metrics document made of the columns of a relation "counted": {"severity": {"critical_open": n, ...}, ...}.
std::string document(const definition& wanted) {
    std::string groups;
    for (std::size_t i = 0; i < wanted.counters.size();) {
        const auto group = wanted.counters[i].group;
        std::string members;
        for (; i < wanted.counters.size() && wanted.counters[i].group == group; ++i) {
            const auto name = wanted.counters[i].name;
            members += fmt::format("{}'{}', counted.\"{}.{}\"", members.empty() ? "" : ", ", name, group, name);
        }
        groups += fmt::format("{}'{}', jsonb_build_object({})", groups.empty() ? "" : ", ", group, members);
    }
    return fmt::format("jsonb_build_object({})", groups);
}

}  // namespace

std::string at_instant(const definition& wanted) {
    const auto counts = for_each_counter(wanted, [](const counter& each, const std::string& column) {
        return fmt::format("count(*) FILTER (WHERE {}) AS {}", each.predicate, column);
    });
    return db::fill_template(
        sql::metric::at_instant_template.text, {{"counts", counts}, {"document", document(wanted)}}
    );
}

std::string by_sweep(const definition& wanted) {
    const auto moves = for_each_counter(wanted, [](const counter& each, const std::string& column) {
        return fmt::format("sum(edge.sign) FILTER (WHERE {}) AS {}", each.predicate, column);
    });
    const auto sums = for_each_counter(wanted, [](const counter&, const std::string& column) {
        return fmt::format("(sum(coalesce(moved.{0}, 0)) OVER (ORDER BY day.place))::bigint AS {0}", column);
    });
    return db::fill_template(
        sql::metric::by_sweep_template.text, {{"moves", moves}, {"sums", sums}, {"document", document(wanted)}}
    );
}

db::statement with_metrics(db::statement statement_template, const definition& wanted) {
    struct filled {
        std::string name, text;
    };
    static std::mutex access;
    static std::map<std::pair<std::string_view, int>, filled> made;  // nodes never move
    const std::scoped_lock lock(access);
    auto [entry, is_new] = made.try_emplace({statement_template.name, wanted.version});
    if (is_new) {
        entry->second.name = fmt::format("{} v{}", statement_template.name, wanted.version);
        entry->second.text = db::fill_template(
            statement_template.text, {{"at_instant", at_instant(wanted)}, {"by_sweep", by_sweep(wanted)}}
        );
    }
    return {entry->second.name, entry->second.text};
}

}  // namespace vouch::metric
