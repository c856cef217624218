-- The observations whose status, severity or due dates are others at the end of one day than at the end of another, both as
-- known at one moment. $1 uuid tenant, $2 timestamptz end of the earlier day (exclusive), $3 timestamptz end of the later
-- one, $4 bigint known sequence number, $5 integer limit.
-- Rows: by severity, then reference; was_* and is_* are null where it was not there, or is no longer; title and branch as
-- they are at the later end; total: how many there are without the limit.
-- Tenant: row-level security, and $1 as well.
WITH touched AS MATERIALIZED (
    SELECT DISTINCT id
      FROM history.observation_version
     WHERE tenant_id = $1::uuid AND seq <= $4::bigint AND effective_at >= $2::timestamptz AND effective_at < $3::timestamptz
), told AS (
    SELECT touched.id, was.status AS was_status, was.severity AS was_severity, was.original_due_on AS was_original_due_on,
           was.due_on AS was_due_on, present.status AS is_status, present.severity AS is_severity,
           present.original_due_on AS is_original_due_on, present.due_on AS is_due_on,
           coalesce(present.reference, was.reference) AS reference, coalesce(present.branch_id, was.branch_id) AS branch_id,
           coalesce(present.severity, was.severity) AS severity
      FROM touched
      LEFT JOIN LATERAL (SELECT v.* FROM (SELECT * FROM history.observation_version AS each
                                           WHERE each.tenant_id = $1::uuid AND each.id = touched.id AND each.seq <= $4::bigint
                                             AND each.effective_at < $2::timestamptz
                                           ORDER BY each.effective_at DESC, each.seq DESC, each.ordinal DESC LIMIT 1) AS v
                          WHERE NOT v.deleted) AS was ON true
      LEFT JOIN LATERAL (SELECT v.* FROM (SELECT * FROM history.observation_version AS each
                                           WHERE each.tenant_id = $1::uuid AND each.id = touched.id AND each.seq <= $4::bigint
                                             AND each.effective_at < $3::timestamptz
                                           ORDER BY each.effective_at DESC, each.seq DESC, each.ordinal DESC LIMIT 1) AS v
                          WHERE NOT v.deleted) AS present ON true
     WHERE (was.status, was.severity, was.original_due_on, was.due_on)
           IS DISTINCT FROM (present.status, present.severity, present.original_due_on, present.due_on)
), shown AS (
    SELECT told.*, count(*) OVER () AS total
      FROM told
     ORDER BY array_position('{CRITICAL,HIGH,MEDIUM,LOW}'::text[], severity), reference, id
     LIMIT $5::integer
)
SELECT shown.id, shown.reference, present.external_ref, words.title, branch.code AS branch_code, branch.name AS branch,
       shown.was_status, shown.was_severity, shown.was_original_due_on, shown.was_due_on,
       shown.is_status, shown.is_severity, shown.is_original_due_on, shown.is_due_on, shown.total
  FROM shown
  LEFT JOIN LATERAL (SELECT v.title FROM history.observation_text_version AS v
                      WHERE v.tenant_id = $1::uuid AND v.id = shown.id AND v.seq <= $4::bigint
                        AND v.effective_at < $3::timestamptz AND v.title IS NOT NULL
                      ORDER BY v.effective_at DESC, v.seq DESC, v.ordinal DESC LIMIT 1) AS words ON true
  LEFT JOIN LATERAL (SELECT v.code, v.name FROM history.branch_version AS v
                      WHERE v.tenant_id = $1::uuid AND v.id = shown.branch_id AND v.seq <= $4::bigint
                        AND v.effective_at < $3::timestamptz
                      ORDER BY v.effective_at DESC, v.seq DESC, v.ordinal DESC LIMIT 1) AS branch ON true
  LEFT JOIN LATERAL (SELECT o.external_ref FROM record.observation AS o
                      WHERE o.tenant_id = $1::uuid AND o.id = shown.id LIMIT 1) AS present ON true
 ORDER BY array_position('{CRITICAL,HIGH,MEDIUM,LOW}'::text[], shown.severity), shown.reference, shown.id
