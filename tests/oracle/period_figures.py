"""Figures of a period and the risk of branches, as the last section of docs/metrics.md says them.

A period closes with its last snapshot: the figures are those at the end of that day, as known for that snapshot. What
was reported when it opened is what the snapshot of the day before the period knew; without one it is null.
"""
import math
from bisect import bisect_left
from fractions import Fraction

from business_days import ONE_DAY
from chain_export import state
from metrics_document import (FLOWS, IN_PREPARATION, OUTSTANDING, SEVERITIES, Bags, band, document, half_up, setting,
                              share, tenths)


def median_tenths(values):
    ordered = sorted(values)
    if not ordered:
        return None
    lower, upper = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return half_up(10 * Fraction(lower + upper, 2))


def percentile_90(values):
    """The smallest value that 90 % do not exceed."""
    return sorted(values)[math.ceil(Fraction(9 * len(values), 10)) - 1] if values else None


def standing_on(chain, day, known_seq):
    bags = Bags(chain, known_seq)
    bags.go_to(chain.days.end(day))
    return document(bags, day, chain.days)


def roll_forward(chain, opens_on, day, known_seq, known_at_opening):
    """opens_on: the day before the period. The figures of each severity, and what was withdrawn."""
    opening, closing = standing_on(chain, opens_on, known_seq), standing_on(chain, day, known_seq)
    reported = standing_on(chain, opens_on, known_at_opening) if known_at_opening else None
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


def figures_of_period(chain, label, starts_on, day, known_seq, known_at_opening):
    begins, ends = chain.days.start(starts_on), chain.days.end(day)
    timelines = chain.timelines("observation", known_seq)
    standing = [row for row in (state(timeline, ends) for timeline in timelines.values()) if row]
    moves = roll_forward(chain, starts_on - ONE_DAY, day, known_seq, known_at_opening)
    return {
        "label": label,
        "starts_on": str(starts_on),
        "business_date": str(day),
        "known_seq": known_seq,
        "roll_forward": moves,
        "closure": closure(chain, day, standing, begins, ends, moves),
        "repeats": repeats(chain, timelines, standing, begins, ends),
    }


def figures_of_periods(chain, grain):
    """The figures of each period of a grain that has a snapshot, oldest first; as first reported."""
    # As first reported: of the revisions of a day, the lowest comes last and stays.
    reported = {row["business_date"]: row["known_seq"] for row in reversed(chain.snapshots)}
    days = sorted(reported)
    found = []
    for label, starts_on, ends_on in chain.days.periods(grain, days[0], days[-1]) if days else ():
        within = days[bisect_left(days, starts_on):bisect_left(days, ends_on + ONE_DAY)]
        if within:
            known_at_opening = reported.get(starts_on - ONE_DAY)
            found.append(figures_of_period(chain, label, starts_on, within[-1], reported[within[-1]], known_at_opening))
    return found


def branch_risk(chain, day, known_seq):
    """The points and the band of each branch that is there, and of null: what belongs to no branch."""
    before = chain.days.end(day)
    settings = chain.days.setting_on(day)
    points = {row_id: 0 for row_id, timeline in chain.timelines("branch", known_seq).items() if state(timeline, before)}
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
