"""Reads the JSON lines of export_chain.sql into what the calculations need: versions, settings, snapshots, seals."""
import datetime
import json
import re

from business_days import BusinessDays, EPOCH, MICROSECOND

COUNTED = ("observation", "requirement", "engagement", "branch")
FOUR_CENTURIES = 146_097 * 86_400 * 1_000_000  # microseconds after which the calendar repeats


def instant(text):
    """What PostgreSQL prints of a timestamptz in JSON, as microseconds since 1970; years before Christ too."""
    if text in ("-infinity", "infinity"):
        return -(2 ** 63) if text[0] == "-" else 2 ** 63
    text, _, before_christ = text.partition(" ")
    text = re.sub(r"\.(\d+)", lambda found: "." + found.group(1).ljust(6, "0"), text)
    if not before_christ:
        return (datetime.datetime.fromisoformat(text) - EPOCH) // MICROSECOND
    centuries = int(text[:4]) // 400 + 1
    shifted = f"{400 * centuries + 1 - int(text[:4]):04}{text[4:]}"
    return instant(shifted) - centuries * FOUR_CENTURIES


def value_of(value, column_type):
    if value is None:
        return None
    if column_type == "date":
        return datetime.date.fromisoformat(value)
    if column_type == "timestamp with time zone":
        return instant(value)
    return value


class Chain:
    """The history of one institution, as exported."""

    def __init__(self, lines):
        self.head = 0
        self.snapshots = []
        self.sealed_revisions = {}  # last day of a period that was sealed: the revision of its snapshot
        self.known_timelines = {}
        self.versions = {kind: {} for kind in (*COUNTED, "setting")}  # kind -> id -> versions, see timeline()
        for line in lines:
            if not line.strip():
                continue
            document = json.loads(line)
            if "change_set" in document:
                self.head = max(self.head, document["change_set"]["seq"])
            elif document["kind"] == "snapshot":
                self.snapshots.append(self.row_of(document))
            elif document["kind"] == "sealed_period":
                row = self.row_of(document)
                self.sealed_revisions[row["ends_on"]] = row["revision"]
            elif document["kind"] in self.versions:
                row = self.row_of(document)
                self.versions[document["kind"]].setdefault(row["id"], []).append(row)
        for of_kind in self.versions.values():
            for versions in of_kind.values():
                versions.sort(key=lambda row: (row["effective_at"], row["seq"], row["ordinal"]))
        self.snapshots.sort(key=lambda row: (row["business_date"], row["revision"]))
        settings = [self.timeline(versions, self.head)[-1] for versions in self.versions["setting"].values()]
        self.days = BusinessDays([row for row in settings if not row["deleted"]])

    @staticmethod
    def row_of(document):
        return {column: value_of(value, document["types"].get(column)) for column, value in document["version"].items()}

    @staticmethod
    def timeline(versions, known_seq):
        """The versions that count: of those known, the last one of each instant, oldest first."""
        counting = []
        for version in versions:
            if version["seq"] > known_seq:
                continue
            if counting and counting[-1]["effective_at"] == version["effective_at"]:
                counting.pop()
            counting.append(version)
        return counting

    def timelines(self, kind, known_seq):
        """id -> timeline, of what is known of a kind. What was asked last is remembered."""
        if self.known_timelines.get(kind, (None,))[0] != known_seq:
            found = ((row_id, self.timeline(versions, known_seq)) for row_id, versions in self.versions[kind].items())
            self.known_timelines[kind] = known_seq, {row_id: timeline for row_id, timeline in found if timeline}
        return self.known_timelines[kind][1]

    def reported(self):
        """business date -> known sequence number of the snapshot that counts as reported (docs/snapshots.md)."""
        return {row["business_date"]: row["known_seq"] for row in self.snapshots
                if row["revision"] == self.sealed_revisions.get(row["business_date"], 1)}


def state(timeline, before):
    """The version that holds just before an instant; None when there is none or it says deleted."""
    last = None
    for version in timeline:
        if version["effective_at"] >= before:
            break
        last = version
    return None if last is None or last["deleted"] else last
