#include "record/import/field_reader.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "record/import/text_encoding.h"

namespace vouch::record {

namespace {

// A date outside is a slip of the pen (0017, 3016), and would make histories of a thousand years.
constexpr date earliest = std::chrono::year(1900) / 1 / 1;
constexpr date latest = std::chrono::year(2199) / 12 / 31;

/// One field of one row, while it is read.
struct reading {
    const field_rule& rule;
    std::string_view text;
    row_report& report;

    /// The value cannot be used: without a required one there is no record.
    void complain(exception_code code, std::string reason) const {
        if (rule.required) {
            report.reject(code, rule.name, text, std::move(reason));
        } else {
            report.refuse(code, rule.name, text, std::move(reason));
        }
    }
};

std::string patterns_of(const std::vector<date_format>& formats) {
    std::string list;
    for (const date_format& format : formats) list += (list.empty() ? "" : " or ") + format.pattern();
    return list;
}

field_value read_day(const field_source& source, date as_of, const reading& field) {
    std::optional<date> day;
    for (const date_format& format : source.formats) {
        if ((day = format.read(field.text))) break;
    }
    if (!day) {
        field.complain(
            exception_code::not_a_date,
            fmt::format(
                "{} {} is not a date written {}", field.rule.label, in_quotes(field.text), patterns_of(source.formats)
            )
        );
        return {};
    }
    if (field.rule.fact && *day > as_of) {
        field.complain(
            exception_code::after_extract,
            fmt::format("{} {} is after the extract of {}", field.rule.label, field.text, to_string(as_of))
        );
        return {};
    }
    if (*day < earliest || *day > latest) {
        field.complain(
            exception_code::implausible_date,
            fmt::format(
                "{} {} is not between {} and {}", field.rule.label, field.text, to_string(earliest), to_string(latest)
            )
        );
        return {};
    }
    return *day;
}

field_value read_word(std::string_view word, const reading& field) {
    if (std::ranges::find(field.rule.words, word) != field.rule.words.end()) return std::string(word);
    field.complain(
        exception_code::unknown_word,
        fmt::format("{} {} is none of {}", field.rule.label, in_quotes(word), fmt::join(field.rule.words, ", "))
    );
    return {};
}

field_value read_text(std::string_view text, const reading& field) {
    const std::size_t letters = letters_of(text);
    if (letters < field.rule.letters_min) {
        field.complain(
            exception_code::too_short,
            fmt::format(
                "{} {} is shorter than {} characters", field.rule.label, in_quotes(text), field.rule.letters_min
            )
        );
        return {};
    }
    if (letters <= field.rule.letters_max) return std::string(text);
    if (field.rule.type == field_type::code) {
        field.complain(
            exception_code::too_long,
            fmt::format(
                "{} is {} characters long; at most {} are kept", field.rule.label, letters, field.rule.letters_max
            )
        );
        return {};
    }
    field.report.note(
        exception_code::too_long,
        field.rule.name,
        text,
        fmt::format(
            "{} is {} characters long and was cut at {}{}",
            field.rule.label,
            letters,
            field.rule.letters_max,
            field.rule.whole_kept_in.empty() ? "" : fmt::format("; the whole stands in {}", field.rule.whole_kept_in)
        )
    );
    return std::string(trimmed(first_letters(text, field.rule.letters_max)));
}

field_value read_constant(const std::string& constant, const field_rule& rule) {
    if (rule.type != field_type::day) return constant;
    return parse_date(constant).value();  // checked when the mapping was read
}

/// The word of the source in our words, or none where the mapping does not list it.
std::optional<std::string_view> translate(const field_source& source, const reading& field) {
    if (source.values.empty()) return field.text;
    const auto found =
        std::ranges::find(source.values, field.text, [](const auto& pair) -> std::string_view { return pair.first; });
    if (found != source.values.end()) return found->second;
    std::vector<std::string_view> known;
    for (const auto& [theirs, ours] : source.values) known.push_back(theirs);
    field.complain(
        exception_code::unknown_word,
        fmt::format("{} {} is none of {}", field.rule.label, in_quotes(field.text), fmt::join(known, ", "))
    );
    return std::nullopt;
}

/// A title that was cut: its whole text leads the condition.
void keep_whole(field_values& values, const field_rule& rule, std::string_view text) {
    const auto place = find_field(values.kind(), rule.whole_kept_in).value();
    const field_rule& keeper = fields_of(values.kind())[place];
    std::string whole(text);
    if (const auto already = values.text(keeper.name)) whole += "\n\n" + *already;
    values[place] = std::string(first_letters(whole, keeper.letters_max));
}

void check_observation(field_values& values, std::span<const std::string_view> said, row_report& report) {
    const std::string_view closing = said[find_field(record_kind::observation, "closed_on").value()];
    const auto found_on = values.day("found_on");
    const auto closed_on = values.day("closed_on");
    if (found_on && closed_on && *closed_on < *found_on) {
        report.refuse(
            exception_code::before_finding,
            "closed_on",
            closing,
            fmt::format("closing {} is before the finding of {}", closing, to_string(*found_on))
        );
        values.clear("closed_on");
    }
    if (!values.has("closed_on")) {
        const std::string_view basis = said[find_field(record_kind::observation, "closing_basis").value()];
        if (values.has("closing_basis") && !basis.empty()) {
            report.refuse(
                exception_code::contradiction,
                "closing_basis",
                basis,
                "there is no closing that it could be the basis of"
            );
        }
        values.clear("closing_basis");
    }
}

void check_engagement(field_values& values, std::span<const std::string_view> said, row_report& report) {
    const bool completed = values.text("status") == "COMPLETED";
    if (completed && !values.has("completed_on")) {
        report.reject(
            exception_code::value_missing,
            "completed_on",
            "",
            "the status is COMPLETED, and there is no usable date of completion"
        );
    } else if (!completed && values.has("completed_on")) {
        const std::string_view text = said[find_field(record_kind::engagement, "completed_on").value()];
        report.refuse(
            exception_code::contradiction,
            "completed_on",
            text,
            fmt::format(
                "completion {} is stated, but the status is {}", text, values.text("status").value_or("missing")
            )
        );
        values.clear("completed_on");
    }
}

void check_requirement(field_values& values, row_report& report) {
    if (values.text("status") == "NOT_APPLICABLE" && !values.has("not_applicable_reason")) {
        report.reject(
            exception_code::value_missing,
            "not_applicable_reason",
            "",
            "the status is NOT_APPLICABLE, and no reason is given"
        );
    }
}

void check_branch(field_values& values, std::span<const std::string_view> said, row_report& report) {
    const auto opened = values.day("active_from");
    const auto ended = values.day("active_to");
    if (opened && ended && *ended < *opened) {
        const std::string_view text = said[find_field(record_kind::branch, "active_to").value()];
        report.refuse(
            exception_code::before_opening,
            "active_to",
            text,
            fmt::format("last day {} is before the opening on {}", text, to_string(*opened))
        );
        values.clear("active_to");
    }
}

}  // namespace

void read_field(
    const field_source& source, record_kind kind, field_text said, date as_of, field_values& values, row_report& report
) {
    const field_rule& rule = fields_of(kind)[source.field];
    if (source.column.empty()) {
        values[source.field] = read_constant(source.constant, rule);
        return;
    }
    const reading field{rule, said.text, report};
    if (said.text.empty()) {
        if (!said.why_empty.empty()) {
            field.complain(exception_code::not_in_lookup, fmt::format("{} is missing: {}", rule.label, said.why_empty));
        } else if (rule.required) {
            field.complain(
                exception_code::value_missing, fmt::format("{} is missing: {} is empty", rule.label, source.column)
            );
        }
        return;
    }
    if (rule.type == field_type::day) {
        values[source.field] = read_day(source, as_of, field);
        return;
    }
    const auto ours = translate(source, field);
    if (!ours) return;
    values[source.field] = rule.type == field_type::word ? read_word(*ours, field) : read_text(*ours, field);
}

void check_record(field_values& values, std::span<const std::string_view> said, row_report& report) {
    const auto rules = fields_of(values.kind());
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const bool cut = !rules[i].whole_kept_in.empty() && letters_of(said[i]) > rules[i].letters_max;
        if (cut && values.has(rules[i].name)) keep_whole(values, rules[i], said[i]);
    }
    switch (values.kind()) {
        case record_kind::branch: return check_branch(values, said, report);
        case record_kind::engagement: return check_engagement(values, said, report);
        case record_kind::requirement: return check_requirement(values, report);
        case record_kind::observation: return check_observation(values, said, report);
        case record_kind::area: return;
    }
}

}  // namespace vouch::record
