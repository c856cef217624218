#!/usr/bin/env python3
"""What docs/metrics.md says of a history, worked out apart from the program from the JSON lines of export_chain.sql.

Nothing here knows of the catalogue or of a statement of the program. Prints JSON.

    metrics.py chain.jsonl --days 2024-03-31,2024-06-30      documents as known at the head
    metrics.py chain.jsonl --days 2024-04-01..2024-04-30 --known-seq 7,9
    metrics.py chain.jsonl --days all                        from the first observation to the last change of one
    metrics.py chain.jsonl --days 2024-03-31 --known-seq reported      as the snapshot knew it that counts as reported
    metrics.py chain.jsonl --periods quarter                 figures of the periods that have snapshots, as reported
    metrics.py chain.jsonl --periods quarter --known-seq 7 --until 2024-06-30    of all up to a day, restated
    metrics.py chain.jsonl --branch-risk 2024-03-31,2024-06-30         points of each branch
    metrics.py chain.jsonl --known-of-snapshots              compares the stored snapshots; exit code 1: some differ
"""
import argparse
import datetime
import json
import sys

from business_days import ONE_DAY
from chain_export import Chain
from metrics_document import documents
from period_figures import branch_risk, figures_of_periods

GROUPS_OF_DEFINITION = {1: ("severity",)}  # of the later ones: all


def differences(stored, calculated):
    """Yields a sentence for each member in which a stored document is not the calculated one."""
    for group in sorted({*stored, *calculated}):
        if group not in stored or group not in calculated:
            yield f"group {group} is {'missing' if group in calculated else 'not of this definition'}"
            continue
        for member in sorted({*stored[group], *calculated[group]}):
            there, here = (side[group].get(member, "missing") for side in (stored, calculated))
            if there != here:
                yield f"{group}.{member} is {json.dumps(there)}, calculated {json.dumps(here)}"


def compare_snapshots(chain):
    """Prints each difference and a summary. Returns how many snapshots differ."""
    calculated = dict(documents(chain, ((row["business_date"], row["known_seq"]) for row in chain.snapshots)))
    differing = 0
    for row in chain.snapshots:
        whole = calculated[row["business_date"], row["known_seq"]] or {}
        groups = GROUPS_OF_DEFINITION.get(row["definition_version"], whole)
        found = list(differences(row["metrics"], {group: whole[group] for group in groups if group in whole}))
        for sentence in found:
            print(f"snapshot {row['business_date']}/{row['revision']} known at {row['known_seq']}: {sentence}")
        differing += bool(found)
    print(f"{len(chain.snapshots)} snapshots: {differing} differ")
    return differing


def every_day(first, last):
    return [first + n * ONE_DAY for n in range((last - first).days + 1)]


def days_of(text, chain):
    """The days that --days names."""
    if text == "all":
        moments = [row["effective_at"] for versions in chain.versions["observation"].values() for row in versions]
        return every_day(chain.days.date_of(min(moments)), chain.days.date_of(max(moments))) if moments else []
    if ".." in text:
        return every_day(*(datetime.date.fromisoformat(day) for day in text.split("..")))
    return [datetime.date.fromisoformat(day) for day in text.split(",")]


def seq_of(text, chain):
    return chain.head if text == "head" else int(text)


def questions(chain, days, known):
    """(day, known_seq) for each of --known-seq and each day; a day that was not reported leaves none for it."""
    reported = chain.reported()
    return [(day, reported[day] if text == "reported" else seq_of(text, chain))
            for text in known for day in days if text != "reported" or day in reported]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("export", help="the JSON lines of export_chain.sql")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--days", metavar="DATES", help="all, FIRST..LAST, or dates separated by commas")
    what.add_argument("--periods", choices=("month", "quarter", "year"))
    what.add_argument("--branch-risk", metavar="DATES", help="as --days")
    what.add_argument("--known-of-snapshots", action="store_true", help="check what is stored")
    parser.add_argument("--known-seq", metavar="N,...", help="what was known: numbers, head, or reported; default: head,"
                        " of periods reported")
    parser.add_argument("--until", metavar="DATE", type=datetime.date.fromisoformat, help="of restated periods, needed:"
                        " the last day that has ended")
    parser.add_argument("--json", action="store_true", help="accepted for likeness: the output is always JSON")
    options = parser.parse_args()

    with open(options.export, encoding="utf-8") as lines:
        chain = Chain(lines)
    if options.known_of_snapshots:
        return 1 if compare_snapshots(chain) or not chain.snapshots else 0
    known = (options.known_seq or ("reported" if options.periods else "head")).split(",")
    if options.periods:
        if known != ["reported"] and not options.until:
            parser.error("--until is needed: up to which day")
        answer = [each for seq in known for each in figures_of_periods(
            chain, options.periods, None if seq == "reported" else seq_of(seq, chain), options.until)]
    else:
        asked = questions(chain, days_of(options.days or options.branch_risk, chain), known)
        if options.days:
            found = dict(documents(chain, asked))
            answer = [{"business_date": str(day), "known_seq": seq, "metrics": found[day, seq]} for day, seq in asked]
        else:
            answer = [branch_risk(chain, day, seq) for day, seq in asked]
    json.dump(answer, sys.stdout, indent=1)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
