#!/usr/bin/env python3
"""What the San Francisco food-safety files say, worked out apart from the program.

Reads the four CSV files with Python's own csv module and answers, from lists and bisection alone, what the program
answers from its history: how many rows can be used, which cannot, and how many observations were outstanding at the
end of any day. The tests compare the two. Nothing here knows of the program's tables, statements or mapping.

Rules. A fact of date D counts at the end of D. The fiscal year begins in July. The files were extracted on 2018-02-16:
a finding dated later is rejected; a closing that is dated before its finding, after the extract, or that has no usable
date is refused, and the observation stays open. Rows are numbered as a spreadsheet numbers them: the header is row 1.

    severity.py ../shared/data/sf-food                     a table of the fiscal quarter ends
    severity.py --days all --json ../shared/data/sf-food   every day, as JSON
    severity.py --days 2016-06-30,2017-06-30 ../shared/data/sf-food
"""
import argparse
import csv
import datetime
import json
import pathlib
import sys
from bisect import bisect_right

EXTRACTED_ON = datetime.date(2018, 2, 16)
MARK = "[ date violation corrected:"
LEVELS = {"Low Risk": "low", "Moderate Risk": "medium", "High Risk": "high"}
COLUMNS = ("critical_open", "high_open", "medium_open", "low_open", "total_open", "closed", "total")
ONE_DAY = datetime.timedelta(days=1)


def rows_of(folder, name):
    """Yields (spreadsheet row, record). No record of these files spans lines."""
    with open(folder / name, newline="", encoding="utf-8", errors="surrogateescape") as file:
        yield from enumerate(csv.DictReader(file), start=2)


def compact_date(text):
    return datetime.datetime.strptime(text, "%Y%m%d").date()


def closing_of(text, found_on):
    """(date, None) when the closing can be true, else (None, why not)."""
    try:
        closed_on = datetime.datetime.strptime(text, "%m/%d/%Y").date()
    except ValueError:
        return None, "no usable date"
    if closed_on < found_on:
        return None, "before the finding"
    if closed_on > EXTRACTED_ON:
        return None, "after the extract"
    return closed_on, None


class Findings:
    """The violations that can be used, and what had to be set aside."""

    def __init__(self, folder):
        level_of = {r["violation"].strip(): LEVELS[r["risk_category"]] for _, r in rows_of(folder, "risk-categories.csv")}
        self.rows = 0
        self.found = {level: [] for level in ("critical", "high", "medium", "low")}
        self.closed = {level: [] for level in self.found}
        self.rejected = []
        self.refused = []
        self.repeated = []
        self.visits = set()
        seen = set()
        for row, record in rows_of(folder, "violations.csv"):
            self.rows += 1
            whole = (record["business_id"], record["date"], record["description"])
            if whole in seen:
                self.repeated.append(row)
            seen.add(whole)
            found_on = compact_date(record["date"])
            if found_on > EXTRACTED_ON:
                self.rejected.append({"row": row, "reason": f"found on {found_on}, after the extract"})
                continue
            title, _, ending = record["description"].partition(MARK)
            level = level_of[title.strip()]
            self.found[level].append(found_on)
            self.visits.add((record["business_id"], record["date"]))
            if ending:
                text = ending.strip().rstrip("]").strip()
                closed_on, why_not = closing_of(text, found_on)
                if why_not:
                    self.refused.append({"row": row, "value": text, "reason": why_not})
                else:
                    self.closed[level].append(closed_on)
        for dates in (*self.found.values(), *self.closed.values()):
            dates.sort()

    def standing(self, day):
        """The counts at the end of a day."""
        found = {level: bisect_right(dates, day) for level, dates in self.found.items()}
        closed = {level: bisect_right(dates, day) for level, dates in self.closed.items()}
        counts = {f"{level}_open": found[level] - closed[level] for level in found}
        counts["total_open"] = sum(counts.values())
        counts["closed"] = sum(closed.values())
        counts["total"] = sum(found.values())
        return counts


def visits_of(folder):
    """The keys of the visits, and the rows that come with the key of an earlier one."""
    keys, colliding = set(), []
    for row, record in rows_of(folder, "inspections.csv"):
        key = (record["business_id"], record["date"])
        if key in keys:
            colliding.append({"row": row, "key": "/".join(key)})
        keys.add(key)
    return keys, colliding


def every_day(first, last):
    day = first
    while day <= last:
        yield day
        day += ONE_DAY


def quarter_ends(first, last):
    """The last day of each fiscal quarter that meets the range; the last one is cut by it."""
    for day in every_day(first, last):
        if (day + ONE_DAY).day == 1 and day.month in (3, 6, 9, 12) or day == last:
            yield day


def calculate(folder, which_days):
    findings = Findings(folder)
    visits, colliding = visits_of(folder)
    first = min(dates[0] for dates in findings.found.values() if dates)
    if which_days == "all":
        days = every_day(first, EXTRACTED_ON)
    elif which_days == "quarters":
        days = quarter_ends(first, EXTRACTED_ON)
    else:
        days = [datetime.date.fromisoformat(text) for text in which_days.split(",")]
    return {
        "rows": findings.rows,
        "observations": findings.rows - len(findings.rejected),
        "rejected": len(findings.rejected),
        "refused_closings": len(findings.refused),
        "exact_duplicates": len(findings.repeated),
        "colliding_visits": len(colliding),
        "branches": sum(1 for _ in rows_of(folder, "facilities.csv")),
        "visits": len(visits),
        "visits_only_in_violations": len(findings.visits - visits),
        "engagements": len(findings.visits | visits),
        "first_day": str(first),
        "last_day": str(EXTRACTED_ON),
        "days": (EXTRACTED_ON - first).days + 1,
        "rejected_rows": findings.rejected,
        "refused_closing_rows": findings.refused,
        "colliding_visit_rows": colliding,
        "exact_duplicate_rows": findings.repeated,
        "outstanding": [{"date": str(day), **findings.standing(day)} for day in days],
    }


def print_table(answer):
    for name, value in answer.items():
        if not isinstance(value, list):
            print(f"{name} {value}")
    print("date", *COLUMNS)
    for point in answer["outstanding"]:
        print(point["date"], *(point[column] for column in COLUMNS))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path, help="the folder with violations.csv and its three companions")
    parser.add_argument("--days", default="quarters", help="quarters (default), all, or dates separated by commas")
    parser.add_argument("--json", action="store_true", help="print JSON instead of words and a table")
    options = parser.parse_args()
    answer = calculate(options.folder, options.days)
    if options.json:
        json.dump(answer, sys.stdout, indent=1)
        print()
    else:
        print_table(answer)


if __name__ == "__main__":
    main()
