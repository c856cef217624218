-- The steps of observations in a period (docs/metrics.md, "roll_forward"), as rows for a spreadsheet.
-- $1 uuid tenant, $2 timestamptz from, $3 timestamptz before (exclusive), $4 bigint known sequence number.
-- Rows: one per change of standing or severity, in their order. left_with: the severity that leaving outstanding counts
-- at. change_set: the one that recorded it. Tenant: row-level security, and $1 as well.
WITH version AS MATERIALIZED (
    SELECT DISTINCT ON (v.id, v.effective_at) v.id, v.effective_at, v.seq AS change_set, v.reference, v.severity,
           record.standing(v.was_status, v.was_deleted) AS from_standing, record.standing(v.status, v.deleted) AS to_standing,
           CASE WHEN record.standing(v.was_status, v.was_deleted) = 'outstanding' THEN v.was_severity
                ELSE v.severity END AS left_with
      FROM history.observation_version AS v
     WHERE v.tenant_id = $1::uuid AND v.effective_at >= $2::timestamptz AND v.effective_at < $3::timestamptz
       AND v.seq <= $4::bigint
     ORDER BY v.id, v.effective_at, v.seq DESC, v.ordinal DESC
), near AS MATERIALIZED (
    SELECT * FROM tenant.days_around($1::uuid, ARRAY(SELECT DISTINCT (effective_at AT TIME ZONE 'UTC')::date FROM version))
)
SELECT version.reference, near.days[width_bucket(version.effective_at, near.starts)] AS effective_on, version.from_standing,
       version.to_standing, version.severity, version.left_with, version.change_set, version.id
  FROM version
 CROSS JOIN near
 WHERE version.from_standing <> version.to_standing OR version.left_with <> version.severity
 ORDER BY version.effective_at, version.reference, version.id
