"""Histories for the self-check of the calculations, written as export_chain.sql would print them."""
import datetime
import json

from business_days import EPOCH, MICROSECOND, first_instant
from chain_export import Chain

FACTS = {
    "setting": {"starts_on": "0001-01-01", "zone": "Asia/Kolkata", "fiscal_year_start_month": 4},
    "branch": {"active_from": None, "active_to": None},
    "engagement": {"status": "PLANNED", "branch_id": None, "scheduled_on": None, "completed_on": None},
    "requirement": {"status": "PENDING", "next_review_on": None},
    "observation": {"status": "ISSUED", "severity": "HIGH", "branch_id": None, "repeat_of_id": None, "found_on": None,
                    "original_due_on": None, "due_on": None, "implemented_on": None, "issued_at": None,
                    "closed_at": None},
}


def column_type(column):
    if column.endswith("_on") or column in ("active_from", "active_to"):
        return "date"
    return "timestamp with time zone" if column.endswith("_at") else "text"


class MadeUpChain:
    """Each put() is a change set of its own, unless it says beside=True: then it belongs to the one before."""

    def __init__(self, zone="Asia/Kolkata", **settings):
        self.lines, self.rows, self.seq, self.ordinal, self.zone = [], {}, 0, 0, zone
        self.put("setting", "first", "2000-01-01", zone=zone, **settings)

    def moment(self, at):
        """A date is its first instant in the first zone; anything else is an instant in UTC."""
        if len(at) != 10:
            return at
        start = first_instant(self.zone, datetime.date.fromisoformat(at))
        return (EPOCH + start * MICROSECOND).isoformat()

    def put(self, kind, row_id, at, beside=False, deleted=False, **facts):
        """A version effective at an instant: what the row was last, with other facts. Returns its seq."""
        self.seq, self.ordinal = (self.seq, self.ordinal + 1) if beside else (self.seq + 1, 1)
        row = self.rows[kind, row_id] = {**self.rows.get((kind, row_id), FACTS[kind]), **facts}
        self.line(kind, {**row, "id": row_id, "effective_at": self.moment(at), "deleted": deleted})
        return self.seq

    def snapshot(self, day, known_seq, metrics=None, revision=1, definition_version=2):
        self.seq, self.ordinal = self.seq + 1, 1
        self.line("snapshot", {"business_date": day, "revision": revision, "known_seq": known_seq,
                               "metrics": metrics or {}, "definition_version": definition_version})

    def seal(self, ends_on, revision):
        """A period that was reported with a revision of the snapshot of its last day."""
        self.seq, self.ordinal = self.seq + 1, 1
        self.line("sealed_period", {"ends_on": ends_on, "revision": revision})

    def line(self, kind, row):
        version = {**row, "seq": self.seq, "ordinal": self.ordinal}
        types = {column: column_type(column) for column in version} | {"business_date": "date"}
        self.lines += [json.dumps({"version": version, "kind": kind, "types": types}),
                       json.dumps({"change_set": {"seq": self.seq}})]

    def chain(self):
        return Chain(self.lines)
