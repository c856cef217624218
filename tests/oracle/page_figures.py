#!/usr/bin/env python3
"""What the page has to show at the ends of days, worked out apart from the program: of each day, as reported and as
corrected, the metrics of the day, the figures of its quarters up to it, the roll-forward and the repeats of the last of
them, and the branches.

    page_figures.py chain.jsonl 2024-03-31,2024-06-30 > expected.json
"""
import datetime
import json
import sys

from chain_export import Chain, state
from metrics_document import FLOWS, SEVERITIES, documents
from period_figures import branch_risk, movements, repeats, reported_closings, restated_closings, roll_forward


class Answers:
    """Documents by day and known sequence number, each worked out once."""

    def __init__(self, chain):
        self.chain = chain
        self.found = {}

    def of(self, asked):
        self.found.update(documents(self.chain, set(asked) - self.found.keys()))
        return self.found


def quarters_of(closings, found):
    """The rows of the tables behind the charts, oldest first."""
    by_end = {each.ends_on: each for each in closings}
    for each in closings:
        before = by_end.get(each.opens_on)
        now = found[each.day, each.known_seq]
        yield {
            "label": each.label,
            "day": str(each.day),
            "severity": now["severity"],
            "compliance": now["compliance"],
            "movements": movements(found[before.day, before.known_seq] if before else None, now),
        }


def repeats_of(chain, closing):
    begins, ends = chain.days.start(closing.starts_on), chain.days.end(closing.day)
    timelines = chain.timelines("observation", closing.known_seq)
    standing = [row for row in (state(timeline, ends) for timeline in timelines.values()) if row]
    return repeats(chain, timelines, standing, begins, ends)


def branches_of(chain, day, known_seq):
    codes = {row_id: versions[-1].get("code") for row_id, versions in chain.versions["branch"].items()}
    risk = branch_risk(chain, day, known_seq)["branches"]
    return [{"code": codes.get(each["branch_id"]), "points": each["points"], "band": each["band"]} for each in risk]


def page_at(chain, answers, day, basis, snapshots):
    """None where nothing was reported."""
    chain.snapshots = [row for row in snapshots if row["business_date"] <= day]
    if basis == "reported":
        closings = list(reported_closings(chain, "quarter"))
        if not closings or closings[-1].day != day:
            return None
    else:
        closings = list(restated_closings(chain, "quarter", chain.head, day))
    reported = chain.reported()
    last = closings[-1]
    opening = last.opens_on, reported.get(last.opens_on)
    asked = {(each.day, each.known_seq) for each in closings} | {(last.opens_on, last.known_seq)}
    found = answers.of(asked | ({opening} if opening[1] else set()))
    quarters = list(quarters_of(closings, found))
    return {
        "as_of": str(day),
        "basis": basis,
        "known_seq": last.known_seq,
        "metrics": found[last.day, last.known_seq],
        # The one before the first fact is there for the movements of the next alone.
        "quarters": quarters if basis == "reported" else quarters[1:],
        "roll_forward": roll_forward(found[last.opens_on, last.known_seq], found[last.day, last.known_seq],
                                     found.get(opening)),
        "repeats": repeats_of(chain, last),
        "branches": branches_of(chain, day, last.known_seq),
    }


def main():
    file, days = sys.argv[1:]
    with open(file, encoding="utf-8") as lines:
        chain = Chain(lines)
    answers, snapshots = Answers(chain), chain.snapshots
    pages = [page_at(chain, answers, datetime.date.fromisoformat(day), basis, snapshots)
             for day in days.split(",") for basis in ("reported", "restated")]
    severities = [each.lower() for each in SEVERITIES]
    json.dump({"severities": severities, "flows": FLOWS, "pages": pages}, sys.stdout, indent=1)
    print()
    return 0 if all(pages) else 1


if __name__ == "__main__":
    sys.exit(main())
