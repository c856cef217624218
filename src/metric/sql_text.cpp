#include "metric/sql_text.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <mutex>
#include <vector>

#include "db/fill_template.h"
#include "sql/metric.h"

namespace vouch::metric {

namespace {

using words = std::vector<std::string>;

std::string listed(const words& items) {
    return fmt::format("{}", fmt::join(items, ",\n               "));
}

std::string column_of(std::string_view group, std::string_view name) {
    return fmt::format("\"{}.{}\"", group, name);
}

const source& source_of(const definition& wanted, std::string_view name) {
    return *std::ranges::find(wanted.sources, name, &source::name);
}

const age& age_of(const source& from, std::string_view name) {
    return *std::ranges::find(from.ages, name, &age::name);
}

words columns_of(const source& from, std::string_view prefix) {
    words all;
    for (const auto column : from.columns) all.push_back(fmt::format("{}{}", prefix, column));
    return all;
}

/// The bucket of an age on asked.business_date; null where the row has no age.
std::string bucket_at_instant(const age& of) {
    const auto borders = fmt::format("{}", fmt::join(of.borders, ", "));
    const auto ends = of.until.empty() ? "" : fmt::format(" AND coalesce(asked.business_date < {}, true)", of.until);
    return fmt::format(
        "CASE WHEN {}{} THEN coalesce(width_bucket(asked.business_date - {}, ARRAY[{}]), -1) END",
        of.only_where,
        ends,
        of.since,
        borders
    );
}

/// The counters of a source, each as an expression over "alike" rows; where(counter) is what tells its rows.
words counts_of(
    const definition& wanted, const source& from, const std::function<std::string(const counter&)>& age_condition
) {
    words all;
    for (const auto& each : wanted.counters) {
        if (each.source != from.name) continue;
        auto sum = [&](std::string_view predicate) {
            return fmt::format("coalesce(sum(alike) FILTER (WHERE {} AND ({})), 0)", age_condition(each), predicate);
        };
        auto net = sum(each.predicate);
        if (!each.taken_back.empty()) net += " - " + sum(each.taken_back);
        all.push_back(fmt::format("({})::bigint AS {}", net, column_of(each.group, each.name)));
    }
    return all;
}

words names_of_facts(const source& from) {
    words all;
    for (const auto& [name, expression] : from.facts) all.emplace_back(name);
    return all;
}

words facts_of(const source& from) {
    words all;
    for (const auto& [name, expression] : from.facts) {
        all.push_back(name == expression ? std::string(name) : fmt::format("{} AS {}", expression, name));
    }
    return all;
}

std::string steps_of(const source& from) {
    return db::fill_template(
        sql::metric::steps_template.text, {{"kind", from.kind}, {"columns", listed(columns_of(from, "v."))}}
    );
}

// --- At one instant ------------------------------------------------------------------------------------------------

/// state_template, or state_nearly_present_template.
std::string state_of(const source& from, std::string_view state_template) {
    return db::fill_template(state_template, {{"kind", from.kind}, {"columns", listed(columns_of(from, "v."))}});
}

std::string source_at_instant(const definition& wanted, const source& from, std::string_view state_template) {
    auto facts = facts_of(from);
    auto names = names_of_facts(from);
    for (const auto& each : from.ages) {
        facts.push_back(fmt::format("{} AS {}", bucket_at_instant(each), each.name));
        names.emplace_back(each.name);
    }
    const auto counts = counts_of(wanted, from, [](const counter& each) {
        return each.age.empty() ? std::string("true")
                                : fmt::format("{} BETWEEN {} AND {}", each.age, each.first_bucket, each.last_bucket);
    });
    if (from.form == source_form::steps) {
        return db::fill_template(
            sql::metric::steps_at_instant_template.text,
            {{"steps", steps_of(from)},
             {"columns", listed(columns_of(from, ""))},
             {"facts", listed(facts)},
             {"names", listed(names)},
             {"counts", listed(counts)}}
        );
    }
    return db::fill_template(
        sql::metric::state_at_instant_template.text,
        {{"state", state_of(from, state_template)},
         {"facts", listed(facts)},
         {"names", listed(names)},
         {"counts", listed(counts)}}
    );
}

std::string coverage_at_instant(
    const definition& wanted, const branches_with& having, std::string_view state_template
) {
    const auto& branches = source_of(wanted, having.branches);
    const auto& rows = source_of(wanted, having.rows);
    return db::fill_template(
        sql::metric::branches_with_at_instant_template.text,
        {{"branches", state_of(branches, state_template)},
         {"branch_bucket", bucket_at_instant(age_of(branches, having.branch_age))},
         {"rows", state_of(rows, state_template)},
         {"row_bucket", bucket_at_instant(age_of(rows, having.row_age))},
         {"predicate", having.predicate},
         {"name", column_of(having.group, having.name)}}
    );
}

// --- Over many days ------------------------------------------------------------------------------------------------

std::string stays_of(const source& from) {
    return db::fill_template(
        sql::metric::stays_template.text,
        {{"kind", from.kind}, {"columns", listed(columns_of(from, "v."))}, {"read", listed(columns_of(from, "h."))}}
    );
}

std::string part_with_age(std::size_t facet, const age& of, const std::string& names) {
    words buckets{fmt::format("(0, NULL::integer, {})", of.borders.front())};
    for (std::size_t i = 0; i < of.borders.size(); ++i) {
        const auto past = i + 1 < of.borders.size() ? std::to_string(of.borders[i + 1]) : std::string("NULL");
        buckets.push_back(fmt::format("({}, {}, {})", i + 1, of.borders[i], past));
    }
    buckets.emplace_back("(-1, NULL, NULL)");
    return db::fill_template(
        sql::metric::stay_with_age_template.text,
        {{"facet", std::to_string(facet)},
         {"since", of.since},
         {"until", of.until.empty() ? "NULL::date" : fmt::format("({})", of.until)},
         {"only_where", of.only_where},
         {"buckets", listed(buckets)},
         {"names", names}}
    );
}

std::string source_by_sweep(const definition& wanted, const source& from) {
    const auto counts = counts_of(wanted, from, [&](const counter& each) {
        if (from.form == source_form::steps) return std::string("true");
        if (each.age.empty()) return std::string("facet = 0");
        const auto place = std::ranges::find(from.ages, each.age, &age::name) - from.ages.begin();
        return fmt::format("facet = {} AND bucket BETWEEN {} AND {}", place + 1, each.first_bucket, each.last_bucket);
    });
    if (from.form == source_form::steps) {
        return db::fill_template(
            sql::metric::steps_by_sweep_template.text,
            {{"steps", steps_of(from)},
             {"columns", listed(columns_of(from, ""))},
             {"facts", listed(facts_of(from))},
             {"moves", listed(counts)}}
        );
    }
    // A stay carries its facts; where there are none, a constant keeps the list from being empty.
    auto facts = facts_of(from);
    auto names = names_of_facts(from);
    const auto name_list = names.empty() ? std::string("id") : listed(names);
    std::string parts;
    for (std::size_t i = 0; i < from.ages.size(); ++i) {
        parts += "\nUNION ALL\n" + part_with_age(i + 1, from.ages[i], name_list);
    }
    return db::fill_template(
        sql::metric::state_by_sweep_template.text,
        {{"stays", stays_of(from)}, {"parts", parts}, {"names", name_list}, {"moves", listed(counts)}}
    );
}

std::string coverage_by_sweep(const definition& wanted, const branches_with& having) {
    const auto& branches = source_of(wanted, having.branches);
    const auto& rows = source_of(wanted, having.rows);
    return db::fill_template(
        sql::metric::branches_with_by_sweep_template.text,
        {{"branch_stays", stays_of(branches)},
         {"branch_part", part_with_age(1, age_of(branches, having.branch_age), "id")},
         {"row_stays", stays_of(rows)},
         {"row_part",
          part_with_age(1, age_of(rows, having.row_age), "branch_id") + " AND " + std::string(having.predicate)},
         {"name", column_of(having.group, having.name)}}
    );
}

// --- The document --------------------------------------------------------------------------------------------------

struct member {
    std::string_view group;
    std::string_view name;
    std::string value;
};

/// The metrics document: {"severity": {"critical_open": n, ...}, ...}, groups in the order of the catalogue.
std::string document_of(const definition& wanted) {
    std::vector<member> members;
    for (const auto& each : wanted.counters) {
        members.push_back({each.group, each.name, column_of(each.group, each.name)});
    }
    for (const auto& each : wanted.coverage) {
        members.push_back({each.group, each.name, column_of(each.group, each.name)});
    }
    for (const auto& each : wanted.formulas) members.push_back({each.group, each.name, std::string(each.expression)});
    std::vector<std::pair<std::string_view, words>> groups;
    for (const auto& each : members) {
        auto group = std::ranges::find(groups, each.group, &std::pair<std::string_view, words>::first);
        if (group == groups.end()) group = groups.insert(groups.end(), {each.group, {}});
        group->second.push_back(fmt::format("'{}', {}", each.name, each.value));
    }
    words objects;
    for (const auto& [name, pairs] : groups) {
        objects.push_back(fmt::format("'{}', jsonb_build_object({})", name, fmt::join(pairs, ", ")));
    }
    return fmt::format("jsonb_build_object({})", fmt::join(objects, ",\n       "));
}

std::string metrics_at_instant(const definition& wanted, std::string_view state_template, std::string_view touched) {
    std::string sources;
    auto add = [&](const std::string& text, std::size_t number) {
        sources += fmt::format("\n CROSS JOIN LATERAL ({}) AS source_{}", text, number);
    };
    std::size_t number = 0;
    for (const auto& each : wanted.sources) add(source_at_instant(wanted, each, state_template), ++number);
    for (const auto& each : wanted.coverage) add(coverage_at_instant(wanted, each, state_template), ++number);
    return db::fill_template(
        sql::metric::at_instant_template.text,
        {{"document", document_of(wanted)}, {"sources", sources}, {"touched", touched}}
    );
}

}  // namespace

std::string at_instant(const definition& wanted) {
    return metrics_at_instant(wanted, sql::metric::state_template.text, "");
}

std::string nearly_present(const definition& wanted) {
    words kinds;
    for (const auto& each : wanted.sources) {
        if (each.form == source_form::state) kinds.push_back(fmt::format("'{}'", each.kind));
    }
    const auto touched = db::fill_template(sql::metric::touched_template.text, {{"kinds", listed(kinds)}});
    return metrics_at_instant(wanted, sql::metric::state_nearly_present_template.text, touched);
}

std::string by_sweep(const definition& wanted) {
    std::string sources;
    auto add = [&](const std::string& text, std::size_t number) {
        sources += fmt::format("\n          LEFT JOIN ({}) AS source_{} USING (place)", text, number);
    };
    std::size_t number = 0;
    for (const auto& each : wanted.sources) add(source_by_sweep(wanted, each), ++number);
    for (const auto& each : wanted.coverage) add(coverage_by_sweep(wanted, each), ++number);
    words sums;
    auto sum = [&](std::string_view group, std::string_view name) {
        const auto column = column_of(group, name);
        sums.push_back(fmt::format("(sum(coalesce({0}, 0)) OVER (ORDER BY place))::bigint AS {0}", column));
    };
    for (const auto& each : wanted.counters) sum(each.group, each.name);
    for (const auto& each : wanted.coverage) sum(each.group, each.name);
    return db::fill_template(
        sql::metric::by_sweep_template.text,
        {{"sums", listed(sums)}, {"sources", sources}, {"document", document_of(wanted)}}
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
            statement_template.text,
            {{"at_instant", at_instant(wanted)},
             {"by_sweep", by_sweep(wanted)},
             {"nearly_present", nearly_present(wanted)}}
        );
    }
    return {entry->second.name, entry->second.text};
}

}  // namespace vouch::metric
