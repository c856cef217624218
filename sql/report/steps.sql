-- The steps of observations in a period (docs/metrics.md, "roll_forward"), as rows for a spreadsheet.
-- $1 uuid tenant, $2 timestamptz from, $3 timestamptz before (exclusive), $4 bigint known sequence number, $5 text zone.
-- Rows: one per change of standing or severity, in their order. left_with: the severity that leaving outstanding counts
-- at. change_set: the one that recorded it. Tenant: row-level security, and $1 as well.
SELECT step.reference, (step.effective_at AT TIME ZONE $5::text)::date AS effective_on, step.from_standing,
       step.to_standing, step.severity, step.left_with, step.change_set, step.id
  FROM (SELECT version.*, record.standing(was_status, was_deleted) AS from_standing,
               record.standing(status, deleted) AS to_standing,
               CASE WHEN record.standing(was_status, was_deleted) = 'outstanding' THEN was_severity ELSE severity END AS left_with
          FROM (SELECT DISTINCT ON (v.id, v.effective_at) v.id, v.effective_at, v.seq AS change_set, v.reference, v.status,
                       v.deleted, v.severity, v.was_status, v.was_deleted, v.was_severity
                  FROM history.observation_version AS v
                 WHERE v.tenant_id = $1::uuid AND v.effective_at >= $2::timestamptz AND v.effective_at < $3::timestamptz
                   AND v.seq <= $4::bigint
                 ORDER BY v.id, v.effective_at, v.seq DESC, v.ordinal DESC) AS version) AS step
 WHERE step.from_standing <> step.to_standing OR step.left_with <> step.severity
 ORDER BY step.effective_at, step.reference, step.id
