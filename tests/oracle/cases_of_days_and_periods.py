"""Days, periods and their figures worked out by hand, and how differences are told."""
import datetime
import unittest

from business_days import BusinessDays, EPOCH, MICROSECOND, first_instant
from chain_export import instant
from made_up_chain import MadeUpChain
from metrics import days_of, differences, questions
from metrics_document import documents
from period_figures import branch_risk, figures_of_periods, median_tenths, percentile_90

date = datetime.date.fromisoformat


def date_or_none(text, wanted):
    return text if wanted else None


def begins(zone, day):
    return (EPOCH + first_instant(zone, date(day)) * MICROSECOND).isoformat()[:16]


def settings(*rows):
    return BusinessDays([{"starts_on": date(starts_on), "zone": zone, "fiscal_year_start_month": month}
                         for starts_on, zone, month in rows])


class Days(unittest.TestCase):
    def test_zones(self):
        "a date begins at its first instant, where midnight is skipped or happens twice too; a skipped date is empty"
        self.assertEqual(begins("Asia/Kolkata", "2024-04-01"), "2024-03-31T18:30")
        self.assertEqual(begins("Asia/Kathmandu", "2024-04-01"), "2024-03-31T18:15")
        self.assertEqual(begins("America/Havana", "2024-03-10"), "2024-03-10T05:00")  # 00:00 is 01:00
        self.assertEqual(begins("America/Havana", "2024-11-03"), "2024-11-03T04:00")  # 01:00 is 00:00 again
        self.assertEqual(begins("America/St_Johns", "2010-11-07"), "2010-11-07T02:30")  # 00:01 is 23:01 again
        self.assertEqual(begins("Pacific/Apia", "2011-12-30"), begins("Pacific/Apia", "2011-12-31"))
        self.assertEqual(begins("America/Toronto", "1919-03-31"), "1919-03-31T04:30")  # 23:30 is 00:30

    def test_moved_zone(self):
        "a zone moves with a business date, and no date begins before the one before it"
        days = settings(("0001-01-01", "Pacific/Niue", 4), ("2024-02-29", "Pacific/Kiritimati", 4))
        start = lambda day: (EPOCH + days.start(date(day)) * MICROSECOND).isoformat()[:16]
        self.assertEqual([start(day) for day in ("2024-02-27", "2024-02-28", "2024-02-29", "2024-03-01")],
                         ["2024-02-27T11:00", "2024-02-28T11:00", "2024-02-28T11:00", "2024-02-29T10:00"])
        self.assertEqual(days.date_of(days.start(date("2024-02-29"))), date("2024-02-29"))
        self.assertEqual(days.date_of(days.start(date("2024-02-29")) - 1), date("2024-02-27"))

    def test_periods(self):
        "fiscal quarters and years are called after the year they start in; a move of the year cuts them"
        days = settings(("0001-01-01", "Asia/Kolkata", 4), ("2027-07-01", "Asia/Kolkata", 1))
        period = lambda grain, day: tuple(map(str, days.period(grain, date(day))))
        self.assertEqual(period("quarter", "2026-02-09"), ("FY 2025-26 Q4", "2026-01-01", "2026-03-31"))
        self.assertEqual(period("year", "2027-05-01"), ("FY 2027-28", "2027-04-01", "2027-06-30"))
        self.assertEqual(period("year", "2027-07-01"), ("FY 2027", "2027-07-01", "2027-12-31"))
        self.assertEqual(period("quarter", "2028-12-31"), ("FY 2028 Q4", "2028-10-01", "2028-12-31"))
        self.assertEqual(period("month", "2024-02-29"), ("2024-02", "2024-02-01", "2024-02-29"))
        self.assertEqual([str(days.fiscal_year_start(date(day))) for day in ("2024-03-31", "2024-04-01", "2027-08-01")],
                         ["2023-04-01", "2024-04-01", "2027-07-01"])
        self.assertEqual(len(list(days.periods("quarter", date("2026-02-09"), date("2026-07-01")))), 3)

    def test_instants(self):
        "instants are read as PostgreSQL prints them, years before Christ too"
        self.assertEqual(instant("1970-01-01T00:00:00.5+00:00"), 500_000)
        self.assertEqual(instant("1970-01-01T05:30:00+05:30"), 0)
        self.assertEqual(instant("0001-12-31T00:00:00+00:00 BC"), instant("0001-01-01T00:00:00+00:00") - 86_400_000_000)
        self.assertLess(instant("-infinity"), instant("4713-01-01T00:00:00+00:00 BC"))

    def test_days(self):
        "days are asked for as a list, as a range, or from the first observation to the last change of one"
        story = MadeUpChain()
        story.put("observation", "one", "2024-02-28")
        story.put("observation", "one", "2024-03-01T18:29:59+00:00", status="CLOSED")
        days = lambda text: [str(day) for day in days_of(text, story.chain())]
        self.assertEqual(days("all"), ["2024-02-28", "2024-02-29", "2024-03-01"])
        self.assertEqual(days("2024-02-28..2024-03-01"), days("all"))
        self.assertEqual(days("2024-03-01,2024-01-01"), ["2024-03-01", "2024-01-01"])


class Periods(unittest.TestCase):
    def quarter(self):
        return figures_of_periods(self.story().chain(), "quarter")

    def story(self):
        """Opens with a, b, c, of which c was not reported; d is closed twice, e imported closed, f taken back."""
        story = MadeUpChain()
        issue = lambda name, day, **facts: story.put("observation", name, day, issued_at=story.moment(day), **facts)
        close = lambda name, day: story.put("observation", name, day, status="CLOSED", closed_at=story.moment(day))
        reopen = lambda name, day: story.put("observation", name, day, status="ISSUED", closed_at=None)
        issue("a", "2024-01-01")
        issue("b", "2024-01-01", severity="LOW")
        story.snapshot("2024-03-31", known_seq=3)
        issue("c", "2024-03-01")
        issue("i", "2024-01-01")
        close("i", "2024-02-01")
        issue("k", "2024-01-01", status="RISK_ACCEPTED")
        issue("d", "2024-04-01", repeat_of_id="i", found_on="2024-02-01")
        close("d", "2024-04-11")
        reopen("d", "2024-04-12")
        close("d", "2024-04-21")
        issue("e", "2024-04-01")
        close("e", "2024-04-01")
        issue("f", "2024-04-02", repeat_of_id="a", found_on="2024-05-01")
        story.put("observation", "f", "2024-04-03", status="DRAFT")
        issue("g", "2024-06-30", repeat_of_id="a", found_on="2024-06-01", severity="LOW")
        issue("h", "2024-05-01", repeat_of_id="k", found_on="2024-04-20", severity="MEDIUM")
        close("h", "2024-05-02")
        reopen("h", "2024-05-03")
        close("b", "2024-05-01")
        story.put("observation", "a", "2024-06-01T18:30:00+00:00", severity="LOW")
        story.snapshot("2024-06-30", known_seq=story.seq)
        close("a", "2024-06-30")
        return story

    def test_roll_forward(self):
        "the roll-forward opens as reported, is corrected by what became known, and closes with what stands"
        first, second = self.quarter()
        self.assertEqual((first["label"], second["label"]), ("FY 2023-24 Q4", "FY 2024-25 Q1"))
        self.assertEqual(first["roll_forward"]["high"]["opening_reported"], None)
        self.assertEqual(second["roll_forward"]["high"], {
            "opening_reported": 1, "corrections": 1, "opening": 2, "issued": 2, "reopened": 1,
            "returned": 0, "reclassified_in": 0, "reclassified_out": 1, "closed": 3, "no_longer_valid": 0,
            "risk_accepted": 0, "deleted": 0, "closing": 1})
        self.assertEqual(second["roll_forward"]["low"]["opening_reported"], 1)
        self.assertEqual(second["roll_forward"]["low"]["closing"], 2)

    def test_closure(self):
        "the closure rate counts what is closed at the end and was closed in the period; days and ages by date"
        self.assertEqual(self.quarter()[1]["closure"], {
            "closed_and_standing": 3,  # b, d, e
            "to_close": 9,  # 3 open, 4 issued (d, e, g, h) and 2 reopened
            "closure_rate_tenths": 333,
            "days_to_close_median_tenths": None,  # of three: 0, 20, 121
            "days_to_close_p90": 121,
            "outstanding_age_median_tenths": 905})  # a 181, c 121, h 60, g 0

    def test_days_to_close(self):
        "the median of days to close needs five closings; each counts the dates of its zone"
        story = MadeUpChain()
        for number in range(5):
            story.put("observation", str(number), "2024-04-01", status="CLOSED", issued_at="2024-04-01T18:29:59+00:00",
                      closed_at=f"2024-04-0{number + 1}T18:30:00+00:00")
        story.snapshot("2024-06-30", known_seq=5)
        story.snapshot("2024-06-30", known_seq=6, revision=2)
        figures, = figures_of_periods(story.chain(), "quarter")
        self.assertEqual(figures["known_seq"], 5)  # as first reported
        self.assertIsNone(figures["closure"]["days_to_close_median_tenths"])
        story.snapshot("2024-09-30", known_seq=6)
        figures, = figures_of_periods(story.chain(), "year")
        self.assertEqual(figures["closure"]["days_to_close_median_tenths"], 30)  # 1, 2, 3, 4, 5

    def test_distributions(self):
        "the median is exact, the 90th percentile the smallest value that 90 % do not exceed"
        self.assertEqual([median_tenths(values) for values in ([], [3], [4, 1], [1, 9, 4])], [None, 30, 25, 40])
        self.assertEqual([percentile_90(list(values)) for values in ([], [7], range(10), range(11))], [None, 7, 8, 9])

    def test_repeats(self):
        "repeats are of what was issued in the period; persisting where the prior still stood when it was found"
        # d of i, which was closed on the day; g of a, which is outstanding; h of k, which is accepted
        wanted = {"issued": 4, "repeats": 3, "persisting": 2, "repeat_rate_tenths": 750}
        self.assertEqual(self.quarter()[1]["repeats"], wanted)

    def test_restated(self):
        "a restated period closes with the last day asked for, known then or now; its opening stays the reported one"
        chain = self.story().chain()
        known = lambda seq, until="2024-08-31": figures_of_periods(chain, "quarter", seq, date(until))
        labels = [f"FY {label}" for label in ("2023-24 Q4", "2024-25 Q1", "2024-25 Q2")]
        self.assertEqual([each["label"] for each in known(chain.head)], labels)
        self.assertEqual([each["business_date"] for each in known(chain.head)],
                         ["2024-03-31", "2024-06-30", "2024-08-31"])
        restated, reported = known(chain.head)[1], self.quarter()[1]
        self.assertEqual(restated["roll_forward"]["high"], reported["roll_forward"]["high"])
        self.assertEqual(restated["roll_forward"]["low"]["closed"], reported["roll_forward"]["low"]["closed"] + 1)  # a
        self.assertEqual(restated["closure"]["closed_and_standing"], 4)
        self.assertEqual(known(3)[1]["roll_forward"]["high"]["corrections"], 0)  # as when it was reported
        self.assertEqual(known(3)[1]["roll_forward"]["high"]["closing"], 1)
        self.assertEqual(known(2)[1]["roll_forward"]["low"]["corrections"], -1)  # b was not known yet
        self.assertEqual([each["business_date"] for each in known(chain.head, "2024-02-01")], ["2024-02-01"])
        self.assertEqual(known(0), [])

    def test_movements(self):
        "movements lie between two closings, each with its own knowledge; without the one before they are null"
        chain = self.story().chain()
        first, second = figures_of_periods(chain, "quarter")
        self.assertEqual(set(first["movements"].values()), {None})
        self.assertEqual(second["movements"]["closed"], 6)  # b, d twice, e, h; and i, which was not reported then
        self.assertEqual(second["movements"]["risk_accepted"], 1)
        first, second, _ = figures_of_periods(chain, "quarter", chain.head, date("2024-08-31"))
        self.assertEqual((first["movements"]["closed"], second["movements"]["closed"]), (1, 6))

    def test_sealed(self):
        "what a period was sealed with is what was reported of its last day, else the first revision"
        story = MadeUpChain()
        issue = lambda name: story.put("observation", name, "2024-01-01", issued_at=story.moment("2024-01-01"))
        issue("one")
        story.snapshot("2024-03-31", known_seq=2)
        story.snapshot("2024-06-30", known_seq=2)
        seq = issue("two")
        story.snapshot("2024-03-31", known_seq=seq, revision=2)
        story.snapshot("2024-06-30", known_seq=seq, revision=2)
        of = lambda: [(each["known_seq"], each["roll_forward"]["high"]["opening_reported"],
                       each["roll_forward"]["high"]["corrections"], each["roll_forward"]["high"]["closing"])
                      for each in figures_of_periods(story.chain(), "quarter")]
        self.assertEqual(of(), [(2, None, None, 1), (2, 1, 0, 1)])
        story.seal("2024-03-31", revision=2)
        self.assertEqual(of(), [(seq, None, None, 2), (2, 2, -1, 1)])
        story.seal("2024-06-30", revision=2)
        self.assertEqual(of(), [(seq, None, None, 2), (seq, 2, 0, 2)])

    def test_questions(self):
        "a day is asked for as known at numbers, at the head, or as its snapshot that was reported knew it"
        story = MadeUpChain()
        story.put("observation", "one", "2024-01-01")
        story.snapshot("2024-03-31", known_seq=2)
        days = [date("2024-03-31"), date("2024-04-01")]
        self.assertEqual(questions(story.chain(), days, ["1", "head", "reported"]),
                         [(days[0], 1), (days[1], 1), (days[0], 3), (days[1], 3), (days[0], 2)])

    def test_branches_at_risk(self):
        "a branch that is not active has a place as long as something is outstanding there"
        story = MadeUpChain()
        for branch in ("old", "gone", "ahead", "new"):
            story.put("branch", branch, "2024-01-01", active_to=date_or_none("2024-02-29", branch in ("old", "gone")),
                      active_from=date_or_none("2024-04-01", branch == "ahead"))
        story.put("observation", "still open", "2024-01-01", branch_id="old")
        of = lambda day: [(row["branch_id"], row["points"]) for row in
                          branch_risk(story.chain(), date(day), 99)["branches"]]
        self.assertEqual(of("2024-02-29"), [("old", 8), ("gone", 0), ("new", 0)])
        self.assertEqual(of("2024-03-31"), [("old", 8), ("new", 0)])
        self.assertEqual(of("2024-04-01"), [("old", 8), ("ahead", 0), ("new", 0)])

    def test_branch_risk(self):
        "the risk of a branch weighs what is outstanding, in bands"
        story = MadeUpChain()
        for branch, severities in {"one": 5 * ["CRITICAL"], "two": ["HIGH", "MEDIUM"],
                                   "three": ["CRITICAL", "HIGH", "LOW"]}.items():
            story.put("branch", branch, "2024-01-01")
            for number, severity in enumerate(severities):
                story.put("observation", f"{branch} {number}", "2024-01-01", branch_id=branch, severity=severity)
        story.put("observation", "closed", "2024-01-01", branch_id="two", status="CLOSED")
        story.put("observation", "of none", "2024-01-01", severity="LOW")
        risk = branch_risk(story.chain(), date("2024-01-01"), 99)["branches"]
        self.assertEqual([(row["branch_id"], row["points"], row["band"]) for row in risk],
                         [("one", 75, 1), ("three", 25, 3), ("two", 10, 4), (None, 2, 4)])


class Differences(unittest.TestCase):
    def test_differences(self):
        "what is stored is compared member by member, null apart from zero and missing"
        stored = {"one": {"same": 1, "other": 2, "null": None}, "more": {}}
        wanted = {"one": {"same": 1, "other": 3, "null": 0, "missing": 4}, "less": {}}
        self.assertEqual(list(differences(stored, wanted)), [
            "group less is missing", "group more is not of this definition", 'one.missing is "missing", calculated 4',
            "one.null is null, calculated 0", "one.other is 2, calculated 3"])

    def test_known_of_snapshots(self):
        "a snapshot is calculated at its day as known to it"
        story = MadeUpChain()
        seq = story.put("observation", "one", "2024-01-01")
        story.put("observation", "one", "2024-01-01", severity="LOW")
        (_, found), = documents(story.chain(), [(date("2024-01-01"), seq)])
        self.assertEqual((found["severity"]["high_open"], found["severity"]["low_open"]), (1, 0))
