"""Documents worked out by hand, one or more for each rule of docs/metrics.md."""
import datetime
import random
import unittest
from fractions import Fraction

from made_up_chain import MadeUpChain
from metrics import days_of
from metrics_document import FLOWS, SEVERITIES, a_year_later, documents, half_up, tenths

date = datetime.date.fromisoformat
STATUSES = ("DRAFT", "SUBMITTED", "REVIEWED", "WITHDRAWN", "ISSUED", "RESPONSE", "COMPLIANCE", "CLOSED",
            "NO_LONGER_VALID", "RISK_ACCEPTED")


def document_of(story, day, known_seq=None):
    chain = story.chain()
    key = (date(day), chain.head if known_seq is None else known_seq)
    return dict(documents(chain, [key]))[key]


def severity_of(story, member, *days):
    return [document_of(story, day)["severity"][member] for day in days]


def moved(story, day="2024-12-31", known_seq=None):
    """What is not 0 of the roll-forward."""
    return {name: count for name, count in document_of(story, day, known_seq)["roll_forward"].items() if count}


def life(*states, at="2024-01-01"):
    """The roll-forward of an observation that was "STATUS" or "STATUS SEVERITY" or deleted, a day apart."""
    story, day = MadeUpChain(), date(at)
    for state in states:
        status, _, severity = state.partition(" ")
        facts = {"deleted": True} if status == "deleted" else {"status": status, "severity": severity or "HIGH"}
        story.put("observation", "one", str(day), **facts)
        day += datetime.timedelta(days=1)
    return moved(story)


class Words(unittest.TestCase):
    def test_severity(self):
        "severity and standing count what stands, each status at its place"
        story = MadeUpChain()
        for number, status in enumerate(STATUSES):
            story.put("observation", status, "2024-01-01", status=status, severity=SEVERITIES[number % 4])
        found = document_of(story, "2024-01-01")
        self.assertEqual(found["severity"], {
            "critical_open": 1, "high_open": 1, "medium_open": 1, "low_open": 0, "total_open": 3, "in_preparation": 3,
            "risk_accepted": 1, "closed": 1, "total": 6})
        self.assertEqual(found["standing"], {
            "with_management": 2, "awaiting_audit": 1, "critical_accepted": 0, "high_accepted": 1, "medium_accepted": 0,
            "low_accepted": 0})

    def test_end_of_day(self):
        "a day is over at the first instant of the next in the zone of the institution"
        story = MadeUpChain()
        story.put("observation", "in", "2024-01-01T18:29:59.999999+00:00")
        story.put("observation", "out", "2024-01-01T18:30:00+00:00")
        self.assertEqual(severity_of(story, "high_open", "2023-12-31", "2024-01-01", "2024-01-02"), [0, 1, 2])

    def test_known(self):
        "what was recorded later is not known; where nothing was known everything is null"
        story = MadeUpChain()
        seq = story.put("observation", "one", "2024-01-01")
        story.put("observation", "one", "2024-01-01", status="CLOSED")
        known = [document_of(story, "2024-01-01", at)["severity"]["high_open"] for at in (1, seq, seq + 1, seq + 9)]
        self.assertEqual(known, [0, 1, 0, 0])
        self.assertIsNone(document_of(story, "2024-01-01", 0))

    def test_order(self):
        "at one instant the last by seq and ordinal holds, whatever is effective earlier but recorded later"
        story = MadeUpChain()
        story.put("observation", "one", "2024-01-02", severity="LOW")
        story.put("observation", "one", "2024-01-02", severity="MEDIUM", beside=True)
        story.put("observation", "one", "2024-01-01", severity="CRITICAL")
        self.assertEqual(severity_of(story, "medium_open", "2024-01-01", "2024-01-02"), [0, 1])
        story.put("observation", "one", "2024-01-02", severity="HIGH")
        self.assertEqual(severity_of(story, "high_open", "2024-01-01", "2024-01-02"), [0, 1])

    def test_deleted(self):
        "what is deleted counts nowhere, until it is restored"
        story = MadeUpChain()
        story.put("requirement", "one", "2024-01-01")
        story.put("requirement", "one", "2024-01-02", deleted=True)
        story.put("requirement", "one", "2024-01-03", status="COMPLIANT")
        counts = [document_of(story, f"2024-01-0{day}")["compliance"]["total"] for day in (1, 2, 3)]
        self.assertEqual(counts, [1, 0, 1])


class Ageing(unittest.TestCase):
    def aged(self, group, days, **facts):
        """The classes that are not 0 when each of the days has passed since the date on 2024-12-31."""
        column = {"ageing_original": "original_due_on", "ageing_current": "due_on",
                  "ageing_awaiting": "implemented_on"}[group]
        story = MadeUpChain()
        for number, age in enumerate(days):
            since = None if age is None else str(date("2024-12-31") - datetime.timedelta(days=age))
            story.put("observation", str(number), "2020-01-01", **{column: since}, **facts)
        return {name: count for name, count in document_of(story, "2024-12-31")[group].items() if count}

    def test_overdue(self):
        "ageing is against the original date and against the present one, with its borders"
        days = (-5, 0, 1, 30, 31, 60, 61, 90, 91, 180, 181, 365, 366, 2000, None, None, None)
        wanted = {"not_due": 2, "days_1_30": 2, "days_31_60": 2, "days_61_90": 2, "days_91_180": 2, "days_181_365": 2,
                  "days_over_365": 2, "no_date": 3, "overdue": 12}
        for group in ("ageing_original", "ageing_current"):
            self.assertEqual(self.aged(group, days, status="RESPONSE"), wanted)
            self.assertEqual(self.aged(group, days, status="COMPLIANCE"), {})

    def test_awaiting(self):
        "what awaits audit ages from its implementation, with its borders; a date to come counts as now"
        days = (-5, 0, 30, 31, 60, 61, 90, 91, 180, 181, 365, 366, None, None)
        self.assertEqual(self.aged("ageing_awaiting", days, status="COMPLIANCE"), {
            "days_0_30": 3, "days_31_60": 2, "days_61_90": 2, "days_91_180": 2, "days_181_365": 2, "days_over_365": 1,
            "no_date": 2})
        self.assertEqual(self.aged("ageing_awaiting", days, status="ISSUED"), {})


class Compliance(unittest.TestCase):
    def test_compliance(self):
        "compliance leaves what is not applicable out of its divisor; reviews are overdue from the day after"
        story = MadeUpChain()
        for number, (status, review) in enumerate([
                ("COMPLIANT", "2024-05-30"), ("COMPLIANT", "2024-05-31"), ("PARTIAL", None),
                ("NON_COMPLIANT", "2024-06-01"), ("PENDING", "2020-01-01"), ("PENDING", None), ("PENDING", None),
                ("NOT_APPLICABLE", "2020-01-01")]):
            story.put("requirement", str(number), "2024-01-01", status=status, next_review_on=review)
        self.assertEqual(document_of(story, "2024-05-31")["compliance"], {
            "compliant": 2, "partial": 1, "non_compliant": 1, "pending": 3, "not_applicable": 1, "total": 8,
            "review_overdue": 2, "percentage_tenths": 286, "assessed_tenths": 571})  # 2 / 7 and 4 / 7

    def test_nothing_applies(self):
        "a percentage of nothing is null"
        story = MadeUpChain()
        story.put("requirement", "one", "2024-01-01", status="NOT_APPLICABLE")
        found = document_of(story, "2024-05-31")["compliance"]
        self.assertEqual((found["total"], found["percentage_tenths"], found["assessed_tenths"]), (1, None, None))


class Coverage(unittest.TestCase):
    def test_branches(self):
        "a branch is due when it was active for 12 months and covered by an engagement completed within them"
        story = MadeUpChain()
        story.put("branch", "ever", "2020-01-01")
        story.put("branch", "leap", "2020-01-01", active_from="2024-02-29")
        story.put("branch", "left", "2020-01-01", active_to="2025-02-27")
        story.put("engagement", "done", "2024-02-28", status="COMPLETED", branch_id="ever", completed_on="2024-02-29")
        story.put("engagement", "of none", "2024-02-28", status="COMPLETED", completed_on="2024-02-29")
        story.put("engagement", "planned", "2024-02-28", branch_id="left", scheduled_on="2024-02-28")
        coverage = lambda day: tuple(document_of(story, day)["coverage"][name] for name in (
            "branches_active", "branches_due", "branches_covered", "engagements_completed", "percentage_tenths"))
        self.assertEqual(coverage("2024-02-28"), (2, 2, 0, 0, 0))
        self.assertEqual(coverage("2024-02-29"), (3, 2, 1, 2, 500))
        self.assertEqual(coverage("2025-02-27"), (3, 2, 1, 2, 500))
        self.assertEqual(coverage("2025-02-28"), (2, 2, 0, 2, 0))
        self.assertEqual(a_year_later(date("2023-02-28")), date("2024-02-28"))

    def test_no_branch(self):
        "coverage of no branch is null, and so is a plan with nothing due"
        found = document_of(MadeUpChain(), "2024-05-31")["coverage"]
        self.assertEqual((found["percentage_tenths"], found["plan_tenths"], found["branches_due"]), (None, None, 0))

    def test_plan(self):
        "the plan to date begins with the fiscal year of the day and leaves out what was cancelled"
        story = MadeUpChain()
        for number, (status, scheduled) in enumerate([
                ("COMPLETED", "2024-03-31"), ("COMPLETED", "2024-04-01"), ("PLANNED", "2024-05-01"),
                ("PLANNED", "2024-05-31"), ("CANCELLED", "2024-05-01"), ("IN_PROGRESS", "2024-06-01"),
                ("PLANNED", None)]):
            story.put("engagement", str(number), "2024-01-01", status=status, scheduled_on=scheduled,
                      completed_on="2024-05-05" if status == "COMPLETED" else None)
        plan = lambda day: tuple(document_of(story, day)["coverage"][name] for name in (
            "plan_due", "plan_completed", "plan_tenths"))
        self.assertEqual(plan("2024-05-31"), (3, 1, 333))
        self.assertEqual(plan("2024-03-31"), (1, 1, 1000))
        self.assertEqual(plan("2025-03-31"), (4, 1, 250))


class Score(unittest.TestCase):
    def bank(self, branches=2, completed=True, **settings):
        """Points 15 + 8 + 3 + 1 + 8 of what is accepted = 35, compliance 1 / 3, coverage 1 / branches."""
        story = MadeUpChain(**settings)
        for severity in SEVERITIES:
            story.put("observation", severity, "2024-01-01", severity=severity)
        story.put("observation", "accepted", "2024-01-01", status="RISK_ACCEPTED")
        story.put("observation", "closed", "2024-01-01", status="CLOSED")
        story.put("observation", "draft", "2024-01-01", status="DRAFT")
        for branch in range(branches):
            story.put("branch", str(branch), "2024-01-01")
        for number, status in enumerate(("COMPLIANT", "PARTIAL", "PENDING")):
            story.put("requirement", str(number), "2024-01-01", status=status)
        if completed:
            story.put("engagement", "one", "2024-01-01", status="COMPLETED", completed_on="2024-01-01", branch_id="0")
        return document_of(story, "2024-05-31")["score"]

    def test_score(self):
        "the score is the weighted sum of exact parts, rounded half up, with its band"
        # 40 % of 33.3 + 35 % of (100 - 17.5) + 25 % of 50 = 13.33 + 28.875 + 12.5 = 54.7
        self.assertEqual(self.bank(), {"points": 35, "finding_tenths": 825, "health": 55, "health_band": 3})
        # 30 % of 33.3 + 70 % of 82.5 = 67.75; 75 % of 33.3 + 25 % of 50 = 37.5
        self.assertEqual(self.bank(share_compliance=30, share_finding=70, share_coverage=0)["health"], 68)
        self.assertEqual(self.bank(share_compliance=75, share_finding=0, share_coverage=25),
                         {"points": 35, "finding_tenths": 825, "health": 38, "health_band": 4})

    def test_bands(self):
        "a band begins at its border, by the printed number"
        borders = dict(share_compliance=75, share_finding=0, share_coverage=25)  # 37.5, printed 38
        self.assertEqual(self.bank(**borders, band_1=38, band_2=20, band_3=10)["health_band"], 1)
        self.assertEqual(self.bank(**borders, band_1=39, band_2=38, band_3=10)["health_band"], 2)
        self.assertEqual(self.bank(**borders, band_1=60, band_2=39, band_3=38)["health_band"], 3)

    def test_unknown(self):
        "without a completed engagement or a branch there is no finding score, and no health where a part is null"
        unknown = {"points": 35, "finding_tenths": None, "health": None, "health_band": None}
        self.assertEqual(self.bank(completed=False), unknown)
        self.assertEqual(self.bank(branches=0), unknown)
        self.assertEqual(self.bank(branches=0, per_branch=False)["finding_tenths"], 650)

    def test_settings(self):
        "weights count as the settings of the day say; points undivided with per_branch off; never below 0"
        self.assertEqual(self.bank(per_branch=False)["finding_tenths"], 650)
        heavy = self.bank(weight_critical=100, weight_high=60, weight_medium=30, weight_low=10)
        self.assertEqual((heavy["points"], heavy["finding_tenths"]), (260, 0))
        story = MadeUpChain()
        story.put("observation", "one", "2024-01-01")
        story.put("setting", "second", "2024-01-01", starts_on="2024-03-01", weight_high=5)
        self.assertEqual([document_of(story, day)["score"]["points"] for day in ("2024-02-29", "2024-03-01")], [8, 5])

    def test_rounding(self):
        "one rounding, half up, but 0.0 and 100.0 only when exact"
        given = ("99.96", "99.95", "0.04", "0.05", "87.25", "87.249", "100", "0", "100.04")
        self.assertEqual([tenths(Fraction(value)) for value in given], [999, 999, 1, 1, 873, 872, 1000, 0, 1001])
        self.assertIsNone(tenths(None))
        self.assertEqual([half_up(Fraction(value)) for value in ("60.5", "60.49", "99.6")], [61, 60, 100])


class RollForward(unittest.TestCase):
    def test_ways_in(self):
        "into outstanding: issued, reopened, returned; from invalid and gone it takes back"
        self.assertEqual(life("DRAFT", "SUBMITTED", "REVIEWED", "ISSUED", "RESPONSE", "COMPLIANCE"), {"high_issued": 1})
        self.assertEqual(life("ISSUED", "CLOSED", "ISSUED"), {"high_issued": 1, "high_closed": 1, "high_reopened": 1})
        self.assertEqual(life("ISSUED", "RISK_ACCEPTED", "ISSUED LOW"),
                         {"high_issued": 1, "high_risk_accepted": 1, "low_returned": 1})
        self.assertEqual(life("ISSUED", "NO_LONGER_VALID", "ISSUED"), {"high_issued": 1})
        self.assertEqual(life("ISSUED", "NO_LONGER_VALID"), {"high_issued": 1, "high_no_longer_valid": 1})
        self.assertEqual(life("ISSUED", "deleted", "ISSUED"), {"high_issued": 1})
        self.assertEqual(life("ISSUED", "deleted"), {"high_issued": 1, "high_deleted": 1})

    def test_ways_out(self):
        "out of outstanding at the severity it had; back to before takes the issue back"
        self.assertEqual(life("ISSUED", "CLOSED LOW"), {"high_issued": 1, "high_closed": 1})
        self.assertEqual(life("ISSUED", "REVIEWED LOW"), {})
        self.assertEqual(life("ISSUED", "WITHDRAWN"), {"withdrawn": 1})

    def test_reclassified(self):
        "another severity is out of the old and into the new"
        self.assertEqual(life("ISSUED", "RESPONSE LOW"),
                         {"high_issued": 1, "high_reclassified_out": 1, "low_reclassified_in": 1})
        self.assertEqual(life("CLOSED", "CLOSED LOW"), {"high_issued": 1, "high_closed": 1})

    def test_through(self):
        "a step between two that do not stand leads through outstanding, at the new severity"
        self.assertEqual(life("CLOSED"), {"high_issued": 1, "high_closed": 1})
        self.assertEqual(life("DRAFT", "RISK_ACCEPTED LOW"), {"low_issued": 1, "low_risk_accepted": 1})
        self.assertEqual(life("CLOSED", "RISK_ACCEPTED LOW"),
                         {"high_issued": 1, "high_closed": 1, "low_reopened": 1, "low_risk_accepted": 1})
        self.assertEqual(life("NO_LONGER_VALID", "CLOSED LOW"),
                         {"high_issued": 1, "high_no_longer_valid": 1, "low_no_longer_valid": -1, "low_closed": 1})
        self.assertEqual(life("RISK_ACCEPTED", "DRAFT"), {"high_risk_accepted": 1, "high_returned": 1})

    def test_gone(self):
        "between gone and anything but outstanding nothing is counted"
        self.assertEqual(life("CLOSED", "deleted", "CLOSED"), {"high_issued": 1, "high_closed": 1})
        self.assertEqual(life("ISSUED", "deleted", "CLOSED"), {"high_issued": 1, "high_deleted": 1})
        self.assertEqual(life("CLOSED", "deleted", "ISSUED LOW"),
                         {"high_issued": 1, "high_closed": 1, "low_deleted": -1})
        self.assertEqual(life("DRAFT", "deleted", "deleted", "DRAFT"), {})

    def test_withdrawn(self):
        "withdrawn counts each step to it, from anything but withdrawn and gone"
        self.assertEqual(life("WITHDRAWN", "WITHDRAWN LOW"), {"withdrawn": 1})
        self.assertEqual(life("DRAFT", "WITHDRAWN", "DRAFT", "WITHDRAWN"), {"withdrawn": 2})
        self.assertEqual(life("WITHDRAWN", "deleted", "WITHDRAWN"), {"withdrawn": 1})
        self.assertEqual(life("DRAFT", "deleted", "WITHDRAWN"), {})
        self.assertEqual(life("CLOSED", "WITHDRAWN"), {"high_closed": 1, "high_reopened": 1, "withdrawn": 1})

    def test_one_instant(self):
        "found and closed at one instant is issued and closed there; an instant has one state"
        story = MadeUpChain()
        story.put("observation", "one", "2024-01-01")
        story.put("observation", "one", "2024-01-01", status="CLOSED")
        self.assertEqual(moved(story), {"high_issued": 1, "high_closed": 1})
        self.assertEqual(moved(story, known_seq=2), {"high_issued": 1})
        story.put("observation", "one", "2024-01-01", status="RISK_ACCEPTED", severity="LOW")
        self.assertEqual(moved(story), {"low_issued": 1, "low_risk_accepted": 1})

    def test_backdated(self):
        "a backdated change moves the step to where it became true, as soon as it is known"
        story = MadeUpChain()
        story.put("observation", "one", "2024-01-01")
        seq = story.put("observation", "one", "2024-01-20", status="RESPONSE")
        story.put("observation", "one", "2024-01-10", status="ISSUED", severity="LOW")
        story.put("observation", "one", "2024-01-20", status="RESPONSE", beside=True)
        self.assertEqual(moved(story, "2024-01-15", seq), {"high_issued": 1})
        self.assertEqual(moved(story, "2024-01-09"), {"high_issued": 1})
        self.assertEqual(moved(story, "2024-01-10"),
                         {"high_issued": 1, "high_reclassified_out": 1, "low_reclassified_in": 1})

    def random_story(self, seed):
        chance = random.Random(seed)
        story = MadeUpChain(chance.choice(["Asia/Kathmandu", "America/Havana"]))
        for _ in range(60):
            day = str(date("2024-03-01") + datetime.timedelta(days=chance.randrange(20)))
            due = str(date("2024-02-01") + datetime.timedelta(days=chance.randrange(60)))
            story.put("observation", str(chance.randrange(4)), day, deleted=chance.random() < 0.15, original_due_on=due,
                      status=chance.choice(STATUSES), severity=chance.choice(SEVERITIES), beside=chance.random() < 0.3)
            story.put("engagement", str(chance.randrange(3)), day, status=chance.choice(["PLANNED", "COMPLETED"]),
                      completed_on=due, scheduled_on=due, branch_id=str(chance.randrange(3)))
            story.put("branch", str(chance.randrange(3)), day, deleted=chance.random() < 0.2)
            story.put("requirement", str(chance.randrange(3)), day, status=chance.choice(["COMPLIANT", "PARTIAL"]))
        return story

    def test_balance(self):
        "of any history the entries less the exits are what stands, of each severity, day and knowledge"
        for seed in range(20):
            chain = self.random_story(seed).chain()
            days = days_of("2024-02-27..2024-03-23", chain)
            asked = [(day, known) for day in days for known in range(0, chain.head + 1, 7)]
            for key, found in documents(chain, asked):
                for severity in (of.lower() for of in SEVERITIES if found):
                    flow = {name: found["roll_forward"][f"{severity}_{name}"] for name in FLOWS}
                    into = flow["issued"] + flow["reopened"] + flow["returned"] + flow["reclassified_in"]
                    out = (flow["reclassified_out"] + flow["closed"] + flow["no_longer_valid"] + flow["risk_accepted"]
                           + flow["deleted"])
                    self.assertEqual(into - out, found["severity"][f"{severity}_open"], (seed, key, severity))

    def test_days_alone(self):
        "a day asked for alone is the same day as among others"
        chain = self.random_story(99).chain()
        days = days_of("2024-02-27..2024-03-23", chain)
        together = dict(documents(chain, [(day, chain.head) for day in days]))
        self.assertGreater(len({str(found) for found in together.values()}), 10)
        for day in days:
            self.assertEqual(dict(documents(chain, [(day, chain.head)]))[day, chain.head], together[day, chain.head])

