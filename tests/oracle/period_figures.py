"""Figures of a period and the risk of branches, as the last section of docs/metrics.md says them."""
import datetime
import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from fractions import Fraction

from business_days import ONE_DAY
from chain_export import state
from metrics_document import (FLOWS, IN_PREPARATION, OUTSTANDING, SEVERITIES, band, documents, half_up, setting, share,
                              tenths)

MOVEMENTS = tuple(flow for flow in FLOWS if not flow.startswith("reclassified"))


@dataclass(frozen=True)
class Closing:
    """A period, the day that it closes with, and what was known then."""
    label: str
    starts_on: datetime.date
    ends_on: datetime.date
    day: datetime.date
    known_seq: int

    @property
    def opens_on(self):
        """The day before the period."""
        return self.starts_on - ONE_DAY


def median_tenths(values):
    ordered = sorted(values)
    if not ordered:
        return None
    lower, upper = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return half_up(10 * Fraction(lower + upper, 2))


def percentile_90(values):
    """The smallest value that 90 % do not exceed."""
    return sorted(values)[math.ceil(Fraction(9 * len(values), 10)) - 1] if values else None


def roll_forward(opening, closing, reported):
    """Of documents: the opening and the closing as known then, the opening as reported or None. Of each severity, and
    what was withdrawn."""
    flow = lambda name: closing["roll_forward"][name] - opening["roll_forward"][name]
    figures = {"withdrawn": flow("withdrawn")}
    for severity in (of.lower() for of in SEVERITIES):
        known_opening = opening["severity"][f"{severity}_open"]
        reported_opening = reported["severity"][f"{severity}_open"] if reported else None
        figures[severity] = {
            "opening_reported": reported_opening,
            "corrections": known_opening - reported_opening if reported else None,
            "opening": known_opening,
            **{name: flow(f"{severity}_{name}") for name in FLOWS},
            "closing": closing["severity"][f"{severity}_open"],
        }
    return figures


def movements(before, closing):
    """What was counted between two closings; null without the one before."""
    def moved(*names):
        return sum(closing["roll_forward"][name] - before["roll_forward"][name] for name in names) if before else None
    of_all = {flow: moved(*(f"{severity.lower()}_{flow}" for severity in SEVERITIES)) for flow in MOVEMENTS}
    return {**of_all, "withdrawn": moved("withdrawn")}


def closure(chain, day, standing, begins, ends, moves):
    """standing: the states at the end of the day."""
    date_of = chain.days.date_of
    closed = [row for row in standing if row["status"] == "CLOSED" and begins <= row["closed_at"] < ends]
    days_to_close = [(date_of(row["closed_at"]) - date_of(row["issued_at"])).days for row in closed]
    ages = [(day - date_of(row["issued_at"])).days for row in standing if row["status"] in OUTSTANDING]
    to_close = sum(moves[severity.lower()][name] for severity in SEVERITIES
                   for name in ("opening", "issued", "reopened", "returned"))
    return {
        "closed_and_standing": len(closed),
        "to_close": to_close,
        "closure_rate_tenths": tenths(share(len(closed), to_close)),
        "days_to_close_median_tenths": median_tenths(days_to_close) if len(days_to_close) >= 5 else None,
        "days_to_close_p90": percentile_90(days_to_close),
        "outstanding_age_median_tenths": median_tenths(ages),
    }


def repeats(chain, timelines, standing, begins, ends):
    """Which of what was issued in the period repeat, and of what still stood when they were found."""
    issued = [row for row in standing if row["status"] not in (*IN_PREPARATION, "WITHDRAWN")
              and row["issued_at"] is not None and begins <= row["issued_at"] < ends]
    repeating = [row for row in issued if row["repeat_of_id"] is not None]
    persisting = 0
    for row in repeating:
        if row["found_on"] is not None:
            prior = state(timelines.get(row["repeat_of_id"], []), chain.days.end(row["found_on"]))
            persisting += prior is not None and prior["status"] in (*OUTSTANDING, "RISK_ACCEPTED")
    return {
        "issued": len(issued),
        "repeats": len(repeating),
        "persisting": persisting,
        "repeat_rate_tenths": tenths(share(len(repeating), len(issued))),
    }


def reported_closings(chain, grain):
    """Each period that has a snapshot with its last one, oldest first, as what was reported knew it."""
    reported = chain.reported()
    days = sorted(reported)
    for label, starts_on, ends_on in chain.days.periods(grain, days[0], days[-1]) if days else ():
        place = bisect_right(days, ends_on)
        if place > bisect_left(days, starts_on):
            yield Closing(label, starts_on, ends_on, days[place - 1], reported[days[place - 1]])


def restated_closings(chain, grain, known_seq, until):
    """Each period from the one before the first fact to a day, with its last day until then, as known."""
    moments = [row["effective_at"] for versions in chain.versions["observation"].values() for row in versions]
    if not moments or known_seq == 0:
        return
    _, starts_on, _ = chain.days.period(grain, chain.days.date_of(min(moments)))
    for label, starts_on, ends_on in chain.days.periods(grain, starts_on - ONE_DAY, until):
        yield Closing(label, starts_on, ends_on, min(ends_on, until), known_seq)


def figures_of_closings(chain, closings):
    """The figures of each of some periods, oldest first."""
    reported = chain.reported()
    asked = {(day, each.known_seq) for each in closings for day in (each.opens_on, each.day)}
    asked |= {(each.opens_on, reported[each.opens_on]) for each in closings if each.opens_on in reported}
    found = dict(documents(chain, asked))
    by_end = {each.ends_on: each for each in closings}
    figures = []
    for each in closings:
        begins, ends = chain.days.start(each.starts_on), chain.days.end(each.day)
        timelines = chain.timelines("observation", each.known_seq)
        standing = [row for row in (state(timeline, ends) for timeline in timelines.values()) if row]
        before = by_end.get(each.opens_on)
        moves = roll_forward(found[each.opens_on, each.known_seq], found[each.day, each.known_seq],
                             found.get((each.opens_on, reported.get(each.opens_on))))
        figures.append({
            "label": each.label,
            "starts_on": str(each.starts_on),
            "business_date": str(each.day),
            "known_seq": each.known_seq,
            "roll_forward": moves,
            "movements": movements(found[before.day, before.known_seq] if before else None,
                                   found[each.day, each.known_seq]),
            "closure": closure(chain, each.day, standing, begins, ends, moves),
            "repeats": repeats(chain, timelines, standing, begins, ends),
        })
    return figures


def figures_of_periods(chain, grain, known_seq=None, until=None):
    """The figures of each period of a grain, oldest first: as reported, or restated up to a day as known at known_seq."""
    if known_seq is None:
        return figures_of_closings(chain, list(reported_closings(chain, grain)))
    return figures_of_closings(chain, list(restated_closings(chain, grain, known_seq, until)))[1:]


def branch_risk(chain, day, known_seq):
    """The points and the band of each branch that is active or has something outstanding, and of null: what belongs to no
    branch."""
    before = chain.days.end(day)
    settings = chain.days.setting_on(day)
    points = {}
    for row_id, timeline in chain.timelines("branch", known_seq).items():
        row = state(timeline, before)
        if row and (row["active_from"] or day) <= day <= (row["active_to"] or day):
            points[row_id] = 0
    for timeline in chain.timelines("observation", known_seq).values():
        row = state(timeline, before)
        if row and row["status"] in OUTSTANDING:
            weight = {"CRITICAL": "critical", "HIGH": "high"}.get(row["severity"], "other")
            points[row["branch_id"]] = points.get(row["branch_id"], 0) + setting(settings, f"risk_weight_{weight}")
    in_order = sorted(points, key=lambda branch: (-points[branch], branch or ""))
    band_of = lambda branch: band(points[branch], settings, "risk_band_")
    return {
        "business_date": str(day),
        "known_seq": known_seq,
        "branches": [{"branch_id": branch, "points": points[branch], "band": band_of(branch)} for branch in in_order],
    }
