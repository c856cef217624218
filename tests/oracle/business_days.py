"""When the business dates of an institution begin, and what its periods are called.

The clock of each zone is Python's own (zoneinfo). A business date D is [start(D), start(D + 1)), where start is the
first instant at which the wall clock of the institution's zone shows D or later. Instants are whole microseconds since
1970.
"""
import datetime
import functools
from bisect import bisect_right
from zoneinfo import ZoneInfo

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
MICROSECOND = datetime.timedelta(microseconds=1)
ONE_DAY = datetime.timedelta(days=1)


def to_utc(wall, zone, fold):
    """The instant that a wall clock shows; fold 0 is the first of two, 1 the second."""
    return wall.replace(tzinfo=zone, fold=fold).astimezone(datetime.timezone.utc)


@functools.lru_cache(maxsize=None)
def first_instant(zone_name, day):
    """The first instant of a date in a zone."""
    zone = ZoneInfo(zone_name)
    midnight = datetime.datetime.combine(day, datetime.time())
    wall = lambda instant: instant.astimezone(zone).replace(tzinfo=None)
    found = to_utc(midnight, zone, fold=0)
    if wall(found) != midnight:  # skipped: the clock moved over it somewhere between these two
        before = to_utc(midnight, zone, fold=1)
        while found - before > MICROSECOND:
            between = before + (found - before) // 2
            if wall(between) < midnight:
                before = between
            else:
                found = between
    return (found - EPOCH) // MICROSECOND


def month_start(day, months_later=0):
    """The first day of the month of a day, or of a month so many later (or, negative, earlier)."""
    months = day.year * 12 + day.month - 1 + months_later
    return datetime.date(months // 12, months % 12 + 1, 1)


class BusinessDays:
    """Of the settings of one institution: the rows of tenant.setting as they stand, each holding from starts_on."""

    def __init__(self, settings):
        self.settings = sorted(settings, key=lambda row: row["starts_on"])
        self.starts = [row["starts_on"] for row in self.settings]
        self.known = {}

    def setting_on(self, day):
        return self.settings[bisect_right(self.starts, day) - 1]

    def start(self, day):
        """The first instant of a business date; on the day that the zone moves, not before the day before it began."""
        if day not in self.known:
            setting = self.setting_on(day)
            start = first_instant(setting["zone"], day)
            if setting["starts_on"] == day and day > self.starts[0]:
                before = day - ONE_DAY
                start = max(start, first_instant(self.setting_on(before)["zone"], before))
            self.known[day] = start
        return self.known[day]

    def end(self, day):
        return self.start(day + ONE_DAY)

    def date_of(self, instant):
        """The business date of an instant."""
        day = (EPOCH + instant * MICROSECOND).date()
        while instant >= self.end(day):
            day += ONE_DAY
        while instant < self.start(day):
            day -= ONE_DAY
        return day

    def fiscal_regime(self, day):
        """(first month of the fiscal year, first day it holds, last day it holds) on a day."""
        at = bisect_right(self.starts, day) - 1
        month = self.settings[at]["fiscal_year_start_month"]
        first = at
        while first > 0 and self.settings[first - 1]["fiscal_year_start_month"] == month:
            first -= 1
        after = at + 1
        while after < len(self.settings) and self.settings[after]["fiscal_year_start_month"] == month:
            after += 1
        holds_to = self.starts[after] - ONE_DAY if after < len(self.settings) else datetime.date.max
        return month, self.starts[first], holds_to

    def fiscal_year_start(self, day):
        """The first day of the fiscal year that a day falls into; a year that begins by a move of it begins then."""
        month, holds_from, _ = self.fiscal_regime(day)
        return max(month_start(day, -((day.month - month) % 12)), holds_from)

    def period(self, grain, day):
        """(label, first day, last day) of the period of a grain (month, quarter, year) that a day falls into."""
        if grain == "month":
            return f"{day:%Y-%m}", month_start(day), month_start(day, 1) - ONE_DAY
        month, holds_from, holds_to = self.fiscal_regime(day)
        year = month_start(day, -((day.month - month) % 12))
        label = f"FY {year.year}" if month == 1 else f"FY {year.year}-{(year.year + 1) % 100:02}"
        first, months = year, 12
        if grain == "quarter":
            quarter = (day.month - month) % 12 // 3
            label, first, months = f"{label} Q{quarter + 1}", month_start(year, 3 * quarter), 3
        return label, max(first, holds_from), min(month_start(first, months) - ONE_DAY, holds_to)

    def periods(self, grain, first, last):
        """Every period that meets [first, last], oldest first."""
        while first <= last:
            found = self.period(grain, first)
            yield found
            first = found[2] + ONE_DAY
