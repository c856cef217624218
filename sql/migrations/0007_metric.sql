-- What the formulas of the catalogue are made of (docs/metrics.md, "Rounding"). A rule that changes gets a new function:
-- the old one stays for the snapshots that were taken with it.
CREATE SCHEMA metric;
GRANT USAGE ON SCHEMA metric TO vouch_app, vouch_batch;

-- part / whole in tenths of a percent, half up, where 1000 and 0 appear only when exact. Null: part or whole is unknown,
-- or whole is 0. Expects 0 <= part <= whole.
CREATE FUNCTION metric.share_tenths(part numeric, whole numeric) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN part = 0 AND whole > 0 THEN 0
            WHEN part = whole AND whole > 0 THEN 1000
            WHEN part IS NOT NULL AND whole > 0 THEN least(greatest(round(part * 1000 / whole), 1), 999)::integer END;

-- What is left of 100 for each branch after the points of its findings: the finding score as part of a whole. branches: 1
-- where the points are not divided. Null: no engagement was ever completed, or there is no branch to divide by.
CREATE FUNCTION metric.finding_part(points numeric, branches numeric, engagements_completed numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN engagements_completed > 0 AND branches > 0 THEN greatest(100 * branches - points, 0) END;

-- The health score, 0 to 100: three shares of exact parts of exact wholes, rounded once, half up. Null: a part is.
CREATE FUNCTION metric.health(compliance_part numeric, compliance_whole numeric, compliance_share integer,
                              finding_part numeric, finding_whole numeric, finding_share integer,
                              coverage_part numeric, coverage_whole numeric, coverage_share integer) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN compliance_whole > 0 AND finding_whole > 0 AND coverage_whole > 0 THEN
            round((compliance_share * compliance_part * finding_whole * coverage_whole
                   + finding_share * finding_part * compliance_whole * coverage_whole
                   + coverage_share * coverage_part * compliance_whole * finding_whole)
                  / (compliance_whole * finding_whole * coverage_whole))::integer END;

-- 1 from the first border, 2 from the second, 3 from the third, else 4. Null: no score.
CREATE FUNCTION metric.band(score integer, from_1 integer, from_2 integer, from_3 integer) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN score >= from_1 THEN 1 WHEN score >= from_2 THEN 2 WHEN score >= from_3 THEN 3
            WHEN score IS NOT NULL THEN 4 END;

-- The day after the fiscal year that a day lies in, among years that follow each other without a gap; the day itself where
-- it lies in none of them: what ends with its year has then ended before it began.
CREATE FUNCTION metric.day_after_year(day date, starts date[], ends date[]) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(ends[width_bucket(day, starts)] + 1, day);
