"""The metrics document of a business date as docs/metrics.md says it, as known at a sequence number.

States are held in bags of facts that go forward through the days; what a document says of a day is counted from the
bags, in exact fractions that are rounded once.
"""
import datetime
import functools
import math
from collections import Counter, defaultdict
from fractions import Fraction

from chain_export import COUNTED

SEVERITIES = ("CRITICAL", "HIGH", "MEDIUM", "LOW")
IN_PREPARATION = ("DRAFT", "SUBMITTED", "REVIEWED")
WITH_MANAGEMENT = ("ISSUED", "RESPONSE")
AWAITING_AUDIT = "COMPLIANCE"
OUTSTANDING = (*WITH_MANAGEMENT, AWAITING_AUDIT)
REQUIREMENT_STATUSES = ("COMPLIANT", "PARTIAL", "NON_COMPLIANT", "PENDING", "NOT_APPLICABLE")
DEFAULTS = {
    "weight_critical": 15, "weight_high": 8, "weight_medium": 3, "weight_low": 1, "per_branch": True,
    "share_compliance": 40, "share_finding": 35, "share_coverage": 25, "band_1": 81, "band_2": 61, "band_3": 41,
    "risk_weight_critical": 15, "risk_weight_high": 8, "risk_weight_other": 2,
    "risk_band_1": 75, "risk_band_2": 50, "risk_band_3": 25,
}

STANDINGS = {"CLOSED": "closed", "NO_LONGER_VALID": "invalid", "RISK_ACCEPTED": "accepted",
             **dict.fromkeys(OUTSTANDING, "outstanding"), **dict.fromkeys((*IN_PREPARATION, "WITHDRAWN"), "before")}
INTO_OUTSTANDING = {"before": ("issued", 1), "closed": ("reopened", 1), "accepted": ("returned", 1),
                    "invalid": ("no_longer_valid", -1), "gone": ("deleted", -1)}
OUT_OF_OUTSTANDING = {"closed": ("closed", 1), "invalid": ("no_longer_valid", 1), "accepted": ("risk_accepted", 1),
                      "gone": ("deleted", 1), "before": ("issued", -1)}
FLOWS = ("issued", "reopened", "returned", "reclassified_in", "reclassified_out", "closed", "no_longer_valid",
         "risk_accepted", "deleted")


def half_up(value):
    return math.floor(value + Fraction(1, 2))


def tenths(value):
    """A percentage or score in tenths: half up, but 0.0 and 100.0 only when exact. None stays None."""
    if value is None:
        return None
    rounded = half_up(value * 10)
    if rounded == 1000 and value != 100:
        return 999 if value < 100 else 1001
    return 1 if rounded == 0 and value != 0 else rounded


def share(part, whole):
    """In percent, exactly; None of nothing."""
    return Fraction(100 * part, whole) if whole else None


@functools.lru_cache(maxsize=None)
def a_year_later(day):
    """Twelve months later; 28 February of 29 February."""
    if day.year == datetime.MAXYEAR:
        return datetime.date.max
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def setting(settings, name):
    value = settings.get(name)
    return DEFAULTS[name] if value is None else value


def steps(timeline):
    """Yields (effective_at, member of roll_forward, 1 or -1) for what an observation went through."""
    was, was_severity, was_status = "before", None, None
    for version in timeline:
        now = "gone" if version["deleted"] else STANDINGS[version["status"]]
        severity = version["severity"].lower()
        counts = []
        if was == now == "outstanding":
            if was_severity != severity:
                counts = [(was_severity, ("reclassified_out", 1)), (severity, ("reclassified_in", 1))]
        elif was == "outstanding":
            counts = [(was_severity, OUT_OF_OUTSTANDING[now])]
        elif now == "outstanding":
            counts = [(severity, INTO_OUTSTANDING[was])]
        elif was != now and "gone" not in (was, now):
            counts = [(severity, INTO_OUTSTANDING[was]), (severity, OUT_OF_OUTSTANDING[now])]
        for of_severity, (flow, by) in counts:
            yield version["effective_at"], f"{of_severity}_{flow}", by
        withdrawn = now == "before" and version["status"] == "WITHDRAWN"
        if withdrawn and was != "gone" and was_status != "WITHDRAWN":
            yield version["effective_at"], "withdrawn", 1
        was, was_severity, was_status = now, severity, version["status"]


class Bags:
    """What stands at one instant: how many there are of each combination of facts, and what was counted so far.

    A version lies in the bags that hold what counts depend on, and little more, so that bags stay small.
    """

    def __init__(self, chain, known_seq):
        self.observations = Counter()         # of (status, severity, dates that ageing depends on)
        self.requirements = Counter()         # of (status, next_review_on)
        self.plan = Counter()                 # of (status, scheduled_on)
        self.audits = defaultdict(Counter)    # completed_on -> of branch_id
        self.branches = defaultdict(Counter)  # (active_from, active_to) -> of id
        self.roll_forward = Counter()         # of members: what was counted so far
        self.changes = []                     # (effective_at, bag, what, by), oldest first
        for kind in COUNTED:
            for timeline in chain.timelines(kind, known_seq).values():
                before = []
                for version in timeline:
                    after = [] if version["deleted"] else self.places(kind, version)
                    moment = version["effective_at"]
                    self.changes += [(moment, bag, what, -1) for bag, what in before]
                    self.changes += [(moment, bag, what, 1) for bag, what in after]
                    before = after
                if kind == "observation":
                    self.changes += [(at, self.roll_forward, member, by) for at, member, by in steps(timeline)]
        self.changes.sort(key=lambda change: change[0])
        self.done = 0

    def places(self, kind, row):
        """The bags that a version lies in, with what it is there."""
        if kind == "branch":
            return [(self.branches[row["active_from"], row["active_to"]], row["id"])]
        status = row["status"]
        if kind == "requirement":
            return [(self.requirements, (status, row["next_review_on"]))]
        if kind == "engagement":
            audit = status == "COMPLETED" and row["completed_on"] is not None
            planned = (self.plan, (status, row["scheduled_on"]))
            return [planned, (self.audits[row["completed_on"]], row["branch_id"])] if audit else [planned]
        dates = (None, None)
        if status in WITH_MANAGEMENT:
            dates = (row["original_due_on"], row["due_on"])
        elif status == AWAITING_AUDIT:
            dates = (row.get("implemented_on"), None)
        return [(self.observations, (status, row["severity"], *dates))]

    def go_to(self, before):
        """Takes in everything effective before an instant, no earlier than the one of the last call."""
        while self.done < len(self.changes) and self.changes[self.done][0] < before:
            _, bag, what, by = self.changes[self.done]
            bag[what] += by
            if bag[what] == 0:
                del bag[what]
            self.done += 1


def count(bag, condition):
    return sum(number for facts, number in bag.items() if condition(*facts))


def severity_group(bags):
    open_of = {severity: count(bags.observations, lambda status, of, *_: status in OUTSTANDING and of == severity)
               for severity in SEVERITIES}
    standing = Counter()
    for (status, *_), number in bags.observations.items():
        standing[status] += number
    return {
        **{f"{severity.lower()}_open": number for severity, number in open_of.items()},
        "total_open": sum(open_of.values()),
        "in_preparation": sum(standing[status] for status in IN_PREPARATION),
        "risk_accepted": standing["RISK_ACCEPTED"],
        "closed": standing["CLOSED"],
        "total": sum(standing.values()) - sum(standing[status] for status in (*IN_PREPARATION, "WITHDRAWN")),
    }


def standing_group(bags):
    accepted = lambda severity: count(
        bags.observations, lambda status, of, *_: status == "RISK_ACCEPTED" and of == severity)
    return {
        "with_management": count(bags.observations, lambda status, *_: status in WITH_MANAGEMENT),
        "awaiting_audit": count(bags.observations, lambda status, *_: status == AWAITING_AUDIT),
        **{f"{severity.lower()}_accepted": accepted(severity) for severity in SEVERITIES},
    }


OVERDUE_CLASSES = ((30, "days_1_30"), (60, "days_31_60"), (90, "days_61_90"), (180, "days_91_180"),
                   (365, "days_181_365"), (math.inf, "days_over_365"))
AWAITING_CLASSES = ((30, "days_0_30"), *OVERDUE_CLASSES[1:])


def ageing_group(bags, day, place):
    """place: of the date among the facts of an observation with management, 0 the original one, 1 the present one."""
    ages = Counter()
    for (status, _, *dates), number in bags.observations.items():
        if status in WITH_MANAGEMENT:
            days = None if dates[place] is None else (day - dates[place]).days
            ages["no_date" if days is None else "not_due" if days <= 0 else class_of(days, OVERDUE_CLASSES)] += number
    overdue = [name for _, name in OVERDUE_CLASSES]
    counted = {name: ages[name] for name in ("not_due", *overdue, "no_date")}
    return {**counted, "overdue": sum(ages[name] for name in overdue)}


def class_of(days, classes):
    return next(name for most, name in classes if days <= most)


def awaiting_group(bags, day):
    ages = Counter()
    for (status, _, implemented_on, _), number in bags.observations.items():
        if status == AWAITING_AUDIT:
            days = None if implemented_on is None else (day - implemented_on).days
            ages["no_date" if days is None else class_of(days, AWAITING_CLASSES)] += number
    return {name: ages[name] for name in (*(name for _, name in AWAITING_CLASSES), "no_date")}


def compliance_group(bags, day):
    """(the group, the exact percentage)"""
    number_of = Counter()
    for (status, _), number in bags.requirements.items():
        number_of[status] += number
    total = sum(number_of.values())
    applicable = total - number_of["NOT_APPLICABLE"]
    percentage = share(number_of["COMPLIANT"], applicable)
    return {
        **{status.lower(): number_of[status] for status in REQUIREMENT_STATUSES},
        "total": total,
        "review_overdue": count(bags.requirements, lambda status, next_review_on: (
            status != "NOT_APPLICABLE" and next_review_on is not None and next_review_on < day)),
        "percentage_tenths": tenths(percentage),
        "assessed_tenths": tenths(share(applicable - number_of["PENDING"], applicable)),
    }, percentage


def coverage_group(bags, day, year_starts_on):
    """(the group, the exact percentage)"""
    active, due, audited, completed, plan_due, plan_completed = 0, set(), set(), 0, 0, 0
    for (since, until), branches in bags.branches.items():
        if (since is None or since <= day) and (until is None or day <= until):
            active += len(branches)
            if since is None or a_year_later(since) <= day:
                due.update(branches)
    for completed_on, branches in bags.audits.items():
        if completed_on <= day:
            completed += branches.total()
            if day < a_year_later(completed_on):
                audited.update(branches)
    for (status, scheduled_on), number in bags.plan.items():
        if status != "CANCELLED" and scheduled_on is not None and year_starts_on <= scheduled_on <= day:
            plan_due += number
            plan_completed += number * (status == "COMPLETED")
    percentage = share(len(due & audited), len(due))
    return {
        "branches_active": active,
        "branches_due": len(due),
        "branches_covered": len(due & audited),
        "engagements_completed": completed,
        "plan_due": plan_due,
        "plan_completed": plan_completed,
        "percentage_tenths": tenths(percentage),
        "plan_tenths": tenths(share(plan_completed, plan_due)),
    }, percentage


def band(value, settings, prefix):
    """1, 2 or 3 from the first border that the value reaches, else 4."""
    return next((place for place in (1, 2, 3) if value >= setting(settings, f"{prefix}{place}")), 4)


def score_group(bags, settings, compliance, coverage, coverage_counts):
    """compliance, coverage: exact percentages."""
    points = sum(number * setting(settings, f"weight_{severity.lower()}")
                 for (status, severity, *_), number in bags.observations.items()
                 if status in OUTSTANDING or status == "RISK_ACCEPTED")
    branches = coverage_counts["branches_active"] if setting(settings, "per_branch") else 1
    finding = None
    if coverage_counts["engagements_completed"] > 0 and branches > 0:
        finding = max(Fraction(0), 100 - Fraction(points, branches))
    health = None
    if None not in (compliance, finding, coverage):
        parts = {"share_compliance": compliance, "share_finding": finding, "share_coverage": coverage}
        health = half_up(sum(setting(settings, name) * part for name, part in parts.items()) / 100)
    return {
        "points": points,
        "finding_tenths": tenths(finding),
        "health": health,
        "health_band": None if health is None else band(health, settings, "band_"),
    }


def document(bags, day, days):
    """The metrics document of a business date from bags that went to its end."""
    compliance, compliance_exact = compliance_group(bags, day)
    coverage, coverage_exact = coverage_group(bags, day, days.fiscal_year_start(day))
    return {
        "severity": severity_group(bags),
        "standing": standing_group(bags),
        "ageing_original": ageing_group(bags, day, 0),
        "ageing_current": ageing_group(bags, day, 1),
        "ageing_awaiting": awaiting_group(bags, day),
        "compliance": compliance,
        "coverage": coverage,
        "score": score_group(bags, days.setting_on(day), compliance_exact, coverage_exact, coverage),
        "roll_forward": {
            name: bags.roll_forward[name]
            for name in (*(f"{severity.lower()}_{flow}" for severity in SEVERITIES for flow in FLOWS), "withdrawn")
        },
    }


def documents(chain, asked):
    """Yields ((day, known_seq), document or None where nothing was known) for pairs of them, by known_seq and day."""
    days_of = defaultdict(set)
    for day, known_seq in asked:
        days_of[known_seq].add(day)
    for known_seq in sorted(days_of):
        bags = Bags(chain, known_seq)
        for day in sorted(days_of[known_seq]):
            bags.go_to(chain.days.end(day))
            yield (day, known_seq), document(bags, day, chain.days) if known_seq > 0 else None
