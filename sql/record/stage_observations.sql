-- Lays the observations of a chunk out as typed rows, for the statements import_* of the same transaction: found_at and
-- closed_at are the starts of their dates, known is the digest that the source last gave (null: a new row).
-- $1 uuid tenant, $2 jsonb array of {id, external_ref, digest, series, branch_id, area_id, engagement_id, source,
-- severity, risk_category, found_on, due_on, closed_on, closing_basis, title, condition, criteria, cause, effect,
-- recommendation}; ordinality is the place in it.
-- A temporary table: the rows are read once, and the plans of what follows know how many there are.
CREATE TEMPORARY TABLE staged_observation ON COMMIT DROP AS
SELECT r.*, calendar.day_start(found.zone, r.found_on) AS found_at, calendar.day_start(closed.zone, r.closed_on) AS closed_at,
       (SELECT seen.digest FROM record.source_row AS seen WHERE seen.tenant_id = $1::uuid AND seen.id = r.id) AS known
  FROM ROWS FROM (jsonb_to_recordset($2::jsonb) AS (
           id uuid, external_ref text, digest bytea, series uuid, branch_id uuid, area_id uuid, engagement_id uuid,
           source text, severity text, risk_category text, found_on date, due_on date, closed_on date, closing_basis text,
           title text, condition text, criteria text, cause text, effect text, recommendation text))
       WITH ORDINALITY AS r
  LEFT JOIN LATERAL tenant.setting_on($1::uuid, r.found_on) AS found ON true
  LEFT JOIN LATERAL tenant.setting_on($1::uuid, r.closed_on) AS closed ON true
