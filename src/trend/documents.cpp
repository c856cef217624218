#include "trend/documents.h"

#include <fmt/format.h>

#include "base/json_text.h"

namespace vouch::trend {

namespace {

// The text of a series is built in place: it is what is asked for most.

/// {"critical_open":3,"high_open":null}
void append_values(std::string& text, const subject& about, const std::vector<std::optional<std::int64_t>>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        text += i == 0 ? "{\"" : ",\"";
        text += about.values[i].name;  // of a-z and _
        text += "\":";
        text += json_text(values[i]);
    }
    text += values.empty() ? "{}" : "}";
}

void append_point(std::string& text, const subject& about, const point& each) {
    text += "{\"label\":";
    text += json_text(each.label);
    text += ",\"starts_on\":";
    text += json_text(each.starts_on);
    text += ",\"ends_on\":";
    text += json_text(each.ends_on);
    text += ",\"business_date\":";
    text += json_text(each.business_date);
    text += ",\"origin\":";
    text += json_text(each.origin);
    text += ",\"partial\":";
    text += json_text(each.partial);
    text += ",\"values\":";
    append_values(text, about, each.values);
    text += ",\"changes\":";
    append_values(text, about, each.changes);
    text += '}';
}

std::string facts_json(const std::vector<moved_fact>& facts) {
    std::string text;
    for (const auto& fact : facts) {
        text += fmt::format(
            R"({}{{"name":{},"was":{},"is":{}}})",
            text.empty() ? "" : ",",
            json_text(fact.name),
            json_text(fact.was),
            json_text(fact.is_now)
        );
    }
    return text;
}

std::string members_of(std::string_view slug, basis on, const day_figures& found) {
    return fmt::format(
        R"("tenant":{},"business_date":{},"basis":{},"origin":{},"known_seq":{})",
        json_text(slug),
        json_text(found.business_date),
        json_text(name_of(on)),
        json_text(found.origin),
        found.known_seq
    );
}

}  // namespace

std::vector<roll_forward_line> lines_of(const roll_forward& found) {
    std::vector<roll_forward_line> lines;
    const auto opening = to_string(found.starts_on - std::chrono::days(1));
    if (found.opening_date) {
        lines.push_back({"opening_reported", "Opening " + opening + ", as reported", "", found.opening_reported});
        lines.push_back({"corrections", "Corrections to it since", "+", found.corrections});
    }
    lines.push_back(
        {"opening",
         found.opening_date ? "Opening, as known at the closing" : "Opening " + opening + ", never captured",
         "",
         found.opening_known,
         found.opening_date.has_value()}
    );
    for (const auto& step : found.steps) {
        lines.push_back({std::string(step.name), std::string(step.title), step.adds ? "+" : "-", step.counts});
    }
    lines.push_back({"closing", "Closing " + to_string(found.closing_date), "=", found.closing, true});
    return lines;
}

std::string json_of(std::string_view slug, const series_request& wanted, const series& found) {
    auto text = fmt::format(
        R"({{"tenant":{},"metric":{},"grain":{},"basis":{},"points":[)",
        json_text(slug),
        json_text(wanted.about->name),
        json_text(name_of(wanted.by)),
        json_text(name_of(wanted.on))
    );
    text.reserve(text.size() + found.points.size() * (200 + 64 * wanted.about->values.size()));
    for (const auto& each : found.points) {
        if (&each != &found.points.front()) text += ',';
        append_point(text, *wanted.about, each);
    }
    return text += "]}";
}

std::string json_of(std::string_view slug, const roll_forward& found) {
    std::string lines;
    for (const auto& line : lines_of(found)) {
        std::string counts;
        for (std::size_t i = 0; i < severities.size(); ++i) {
            counts += fmt::format("{}:{},", json_quoted(severities[i]), json_text(line.counts[i]));
        }
        lines += fmt::format(
            R"({}{{"line":{},"sign":{},{}"total":{}}})",
            lines.empty() ? "" : ",",
            json_text(line.name),
            json_text(line.sign),
            counts,
            json_text(sum(line.counts))
        );
    }
    return fmt::format(
        R"({{"tenant":{},"period":{},"starts_on":{},"ends_on":{},"closing_date":{},"origin":{},"partial":{},"known_seq":{},"lines":[{}],"withdrawn":{},"balances":{}}})",
        json_text(slug),
        json_text(found.label),
        json_text(found.starts_on),
        json_text(found.ends_on),
        json_text(found.closing_date),
        json_text(found.closing_origin),
        found.partial,
        found.closing_seq,
        lines,
        json_text(found.withdrawn),
        found.balances
    );
}

std::string json_of(std::string_view slug, const difference& found) {
    std::string figures;
    for (const auto& figure : found.figures) {
        figures += fmt::format(
            R"({}{{"figure":{},"reported":{},"restated":{},"by_definition":{}}})",
            figures.empty() ? "" : ",",
            json_text(figure.path),
            json_text(figure.reported),
            json_text(figure.restated),
            figure.by_definition
        );
    }
    std::string subjects;
    for (const auto& subject : found.subjects) {
        subjects += fmt::format(
            R"({}{{"kind":{},"id":{},"name":{},"cause":{},"was_there":{},"is_there":{},"facts":[{}],"change_sets":{},"recorded_at":{},"actor":{},"reason":{}}})",
            subjects.empty() ? "" : ",",
            json_text(subject.kind),
            json_text(subject.id),
            json_text(subject.name),
            json_text(subject.cause),
            subject.was_there,
            subject.is_there,
            facts_json(subject.facts),
            json_text(subject.change_sets),
            json_text(subject.recorded_at),
            json_text(subject.actor),
            json_text(subject.reason)
        );
    }
    return fmt::format(
        R"({{"tenant":{},"business_date":{},"reported_seq":{},"known_seq":{},"reported_definition":{},"current_definition":{},"figures":[{}],"subjects":[{}],"subjects_total":{}}})",
        json_text(slug),
        json_text(found.business_date),
        found.reported_seq,
        found.known_seq,
        found.reported_definition,
        found.current_definition,
        figures,
        subjects,
        found.subjects_total
    );
}

std::string json_of(std::string_view slug, const changes& found) {
    return fmt::format(
        R"({{"tenant":{},"from":{},"to":{},"known_seq":{},"figures":{},"observations":{},"observations_total":{}}})",
        json_text(slug),
        json_text(found.first),
        json_text(found.last),
        found.known_seq,
        json_text(found.figures),
        json_text(found.observations),
        found.observations_total
    );
}

std::string json_of(std::string_view slug, basis on, const day_figures& found) {
    return fmt::format("{{{},\"metrics\":{}}}", members_of(slug, on, found), found.metrics);
}

std::string json_of(
    std::string_view slug, basis on, const day_figures& found, const std::vector<branch_risk>& branches
) {
    return fmt::format("{{{},\"branches\":{}}}", members_of(slug, on, found), json_text(branches));
}

}  // namespace vouch::trend
