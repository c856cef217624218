-- Days and periods. The only place that knows when a day begins in a zone and what a fiscal quarter is called:
-- filters, groups, labels and C++ ask these functions and duplicate none of them.
CREATE SCHEMA calendar;
GRANT USAGE ON SCHEMA calendar TO vouch_app, vouch_batch;

-- The first instant of a date in a zone. Where midnight is skipped (America/Havana in March) it is the first instant
-- after the gap; where midnight happens twice (Havana in November) it is the first of the two, whereas AT TIME ZONE
-- alone picks the second; a date that a zone skipped (Pacific/Apia, 2011-12-30) is an empty day.
CREATE FUNCTION calendar.day_start(zone text, day date) RETURNS timestamptz
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    midnight  timestamp   := day::timestamp;
    chosen    timestamptz := midnight AT TIME ZONE zone;
    -- what the clock on the wall was ahead of UTC by, a while before: longer than any transition moves the clock
    ahead     interval    := ((chosen - interval '3 hours') AT TIME ZONE zone)
                             - ((chosen - interval '3 hours') AT TIME ZONE 'UTC');
    earlier   timestamptz := (midnight - ahead) AT TIME ZONE 'UTC';
BEGIN
    IF earlier < chosen AND earlier AT TIME ZONE zone = midnight THEN
        RETURN earlier;
    END IF;
    RETURN chosen;
END $$;

-- A time of the clock on the wall of a date, never before the date begins (minutes after 00:00, 0 .. 1439). Not strict, so
-- that the planner puts it into the statements that ask for many days; none of the arguments is null.
CREATE FUNCTION calendar.wall_clock(zone text, day date, minutes integer) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN greatest((day::timestamp + make_interval(mins => minutes)) AT TIME ZONE zone, calendar.day_start(zone, day));

-- The period of a grain that a day falls into, with its label:
--   day 2026-02-09, week 2026-W07 (ISO 8601, Monday first), month 2026-02,
--   quarter "FY 2025-26 Q4", year "FY 2025-26"; with a January start "FY 2026 Q1" and "FY 2026".
-- first_month is the month the fiscal year starts in, 1 .. 12. An unknown grain is an error.
CREATE FUNCTION calendar.period(grain text, first_month integer, day date,
                                OUT label text, OUT starts_on date, OUT ends_on date)
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    months_into_year integer := (extract(month FROM day)::integer - first_month + 12) % 12;
    year_starts_on   date    := (date_trunc('month', day::timestamp)
                                 - make_interval(months => months_into_year))::date;
    first_year       integer := extract(year FROM year_starts_on)::integer;
    year_label       text    := 'FY ' || CASE WHEN first_month = 1 THEN first_year::text
                                         ELSE first_year || '-' || lpad(((first_year + 1) % 100)::text, 2, '0') END;
    quarter          integer := months_into_year / 3 + 1;
BEGIN
    IF first_month NOT BETWEEN 1 AND 12 THEN
        RAISE EXCEPTION 'a fiscal year starts in a month from 1 to 12, not %', first_month USING ERRCODE = 'VO004';
    END IF;
    CASE grain
    WHEN 'day' THEN
        label := to_char(day, 'YYYY-MM-DD');    starts_on := day;    ends_on := day;
    WHEN 'week' THEN
        label := to_char(day, 'IYYY-"W"IW');
        starts_on := date_trunc('week', day::timestamp)::date;       ends_on := starts_on + 6;
    WHEN 'month' THEN
        label := to_char(day, 'YYYY-MM');
        starts_on := date_trunc('month', day::timestamp)::date;
        ends_on := (starts_on + interval '1 month')::date - 1;
    WHEN 'quarter' THEN
        label := year_label || ' Q' || quarter;
        starts_on := (year_starts_on + make_interval(months => 3 * (quarter - 1)))::date;
        ends_on := (starts_on + interval '3 months')::date - 1;
    WHEN 'year' THEN
        label := year_label;
        starts_on := year_starts_on;            ends_on := (year_starts_on + interval '1 year')::date - 1;
    ELSE
        RAISE EXCEPTION 'there is no grain "%": use day, week, month, quarter or year', grain USING ERRCODE = 'VO004';
    END CASE;
END $$;

-- Every period of a grain that meets [first, last], oldest first, whole: starts_on may lie before first.
CREATE FUNCTION calendar.periods(grain text, first_month integer, first date, last date)
RETURNS TABLE (label text, starts_on date, ends_on date)
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    day date := first;
BEGIN
    WHILE day <= last LOOP
        SELECT p.label, p.starts_on, p.ends_on INTO label, starts_on, ends_on
          FROM calendar.period(grain, first_month, day) AS p;
        RETURN NEXT;
        day := ends_on + 1;
    END LOOP;
END $$;
