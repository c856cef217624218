#!/usr/bin/env python3
"""Which findings of the San Francisco food-safety files repeat an earlier one, worked out apart from the program.

Reads the CSV files as severity.py does and answers, from lists and dictionaries alone, what the program answers from
its repeat links and its history. Nothing here knows of the program's tables, statements or mapping.

Rules. A finding repeats when the same violation was found at the same facility on an earlier date. Its prior is the
first row, in the order of the file, of the latest such date; so several rows of one visit share a prior. The repeat
recurred when its prior was closed on or before the day that it was found, and persists when the prior still stood. It
is one occurrence more than its prior; a finding that repeats nothing is the first. The fiscal year begins in July.

    repeats.py ../shared/data/sf-food          the counts, and those of each fiscal quarter
    repeats.py --json ../shared/data/sf-food   with every repeat, by the quarter that it was found in
"""
import argparse
import datetime
import json
import pathlib
import sys
from bisect import bisect_left
from collections import Counter, defaultdict, namedtuple

from severity import EXTRACTED_ON, LEVELS, MARK, ONE_DAY, closing_of, compact_date, rows_of

Finding = namedtuple("Finding", "row facility violation severity found_on closed_on")


def findings_of(folder):
    """Every finding that can be used, in the order of the file."""
    level_of = {r["violation"].strip(): LEVELS[r["risk_category"]] for _, r in rows_of(folder, "risk-categories.csv")}
    findings = []
    for row, record in rows_of(folder, "violations.csv"):
        found_on = compact_date(record["date"])
        if found_on > EXTRACTED_ON:
            continue
        violation, _, ending = record["description"].partition(MARK)
        violation = violation.strip()
        closed_on = closing_of(ending.strip().rstrip("]").strip(), found_on)[0] if ending else None
        level = level_of[violation].upper()
        findings.append(Finding(row, record["business_id"], violation, level, found_on, closed_on))
    return findings


def priors_of(findings):
    """{row of a repeat: its prior}."""
    first_of_visit = {}
    dates = defaultdict(set)
    for finding in findings:
        what = (finding.facility, finding.violation)
        first_of_visit.setdefault((*what, finding.found_on), finding)
        dates[what].add(finding.found_on)
    dates = {what: sorted(days) for what, days in dates.items()}
    priors = {}
    for finding in findings:
        what = (finding.facility, finding.violation)
        earlier = bisect_left(dates[what], finding.found_on)
        if earlier > 0:
            priors[finding.row] = first_of_visit[(*what, dates[what][earlier - 1])]
    return priors


def quarter_of(day):
    """(label, last day) of the fiscal quarter that a day falls into."""
    year = day.year if day.month >= 7 else day.year - 1
    quarter = (day.month - 7) % 12 // 3 + 1
    month = (quarter * 3 + 6) % 12 + 1
    last = datetime.date(day.year + (month < day.month), month, 1) - ONE_DAY
    return f"FY {year}-{(year + 1) % 100:02} Q{quarter}", last


def calculate(folder):
    findings = findings_of(folder)
    priors = priors_of(findings)
    chains = {}  # row: (occurrence, first of the chain)
    for finding in sorted(findings, key=lambda each: each.found_on):
        prior = priors.get(finding.row)
        occurrence, first = chains[prior.row] if prior else (0, finding)
        chains[finding.row] = (occurrence + 1, first)

    quarters = defaultdict(list)
    kinds = Counter()
    for finding in findings:
        prior = priors.get(finding.row)
        if not prior:
            continue
        recurred = prior.closed_on is not None and prior.closed_on <= finding.found_on
        kind = "recurred" if recurred else "persisting"
        kinds[kind] += 1
        occurrence, first = chains[finding.row]
        label, last_day = quarter_of(finding.found_on)
        closed = finding.closed_on is not None and finding.closed_on <= last_day
        quarters[label].append({
            "row": finding.row,
            "branch_code": finding.facility,
            "title": finding.violation,
            "found_on": str(finding.found_on),
            "original_date": str(first.found_on),
            "occurrences": occurrence,
            "severity_now": finding.severity,
            "severity_then": first.severity,
            "kind": kind,
            "status": "CLOSED" if closed else "ISSUED",
        })
    occurrences = Counter(occurrence for occurrence, _ in chains.values())
    return {
        "observations": len(findings),
        "repeats": len(priors),
        "recurred": kinds["recurred"],
        "persisting": kinds["persisting"],
        "longest_chain": max(occurrences),
        "observations_by_occurrence": {str(n): occurrences[n] for n in sorted(occurrences)},
        "quarters": {label: quarters[label] for label in sorted(quarters)},
    }


def print_table(answer):
    for name in ("observations", "repeats", "recurred", "persisting", "longest_chain"):
        print(name, answer[name])
    for occurrence, count in answer["observations_by_occurrence"].items():
        print(f"occurrence {occurrence}: {count}")
    for label, repeats in answer["quarters"].items():
        kinds = Counter(each["kind"] for each in repeats)
        print(f"{label}: {len(repeats)} repeats, {kinds['recurred']} recurred, {kinds['persisting']} persisting")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path, help="the folder with violations.csv and its companions")
    parser.add_argument("--json", action="store_true", help="print JSON instead of words")
    options = parser.parse_args()
    answer = calculate(options.folder)
    if options.json:
        json.dump(answer, sys.stdout, indent=1)
        print()
    else:
        print_table(answer)


if __name__ == "__main__":
    main()
