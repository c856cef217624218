-- Writes engagements of an import: a completed one holds since its completion, another since it was scheduled or, where
-- that lies after the extract or is unknown, since the extract; changed ones since the extract.
-- $1 uuid tenant, $2 jsonb array of {id, external_ref, digest, made_from_key, branch_id, area_id, status, scheduled_on, completed_on,
-- report_number, report_issued_on, rating, auditor}, $3 date of the extract.
-- Rows: one, how many were new and how many changed. Tenant: row-level security, and $1.
WITH staged AS MATERIALIZED (
    SELECT r.*,
           (SELECT seen.digest FROM record.source_row AS seen WHERE seen.tenant_id = $1::uuid AND seen.id = r.id) AS known
      FROM jsonb_to_recordset($2::jsonb) AS r(id uuid, external_ref text, digest bytea, made_from_key boolean, branch_id uuid, area_id uuid,
                                              status text, scheduled_on date, completed_on date, report_number text,
                                              report_issued_on date, rating text, auditor text)
), day AS MATERIALIZED (
    SELECT day, tenant.day_start($1::uuid, day) AS starts_at
      FROM (SELECT DISTINCT coalesce(completed_on, least(scheduled_on, $3::date)) AS day FROM staged) AS days
), added AS (
    INSERT INTO record.engagement (tenant_id, id, external_ref, branch_id, area_id, status, scheduled_on, completed_on,
                                   report_number, report_issued_on, rating, auditor, effective_at)
    SELECT $1::uuid, id, external_ref, branch_id, area_id, status, scheduled_on, completed_on, report_number,
           report_issued_on, rating, auditor, day.starts_at
      FROM staged JOIN day ON day.day = coalesce(completed_on, least(scheduled_on, $3::date))
     WHERE known IS NULL
    RETURNING id
), changed AS (
    UPDATE record.engagement AS e
       SET branch_id = s.branch_id, area_id = s.area_id, status = s.status, scheduled_on = s.scheduled_on,
           completed_on = s.completed_on, report_number = s.report_number, report_issued_on = s.report_issued_on,
           rating = s.rating, auditor = s.auditor,
           effective_at = record.change_holds_from('engagement', $1::uuid, s.id, tenant.day_start($1::uuid, $3::date))
      FROM staged AS s
     WHERE e.tenant_id = $1::uuid AND e.id = s.id AND s.known <> s.digest AND NOT s.made_from_key
    RETURNING e.id
)
SELECT (SELECT count(*) FROM added) AS added, (SELECT count(*) FROM changed) AS changed
