-- How many observations of each engagement there are in each state, by severity, at the end of a day.
-- $1 uuid tenant, $2 date at the end of which, $3 bigint known sequence number. Rows: one for each engagement, severity and
-- state of which there are any; the states are those of docs/metrics.md. Tenant: row-level security, and $1.
SELECT engagement_id, severity, state, count(*) AS observations
  FROM (SELECT DISTINCT ON (v.id) v.deleted, v.engagement_id, v.severity,
               CASE WHEN v.status IN ('DRAFT', 'SUBMITTED', 'REVIEWED') THEN 'in_preparation'
                    WHEN v.status IN ('ISSUED', 'RESPONSE') THEN 'with_management'
                    WHEN v.status = 'COMPLIANCE' THEN 'awaiting_audit'
                    ELSE lower(v.status) END AS state
          FROM history.observation_version AS v
         WHERE v.tenant_id = $1::uuid AND v.seq <= $3::bigint AND v.effective_at < tenant.day_start($1::uuid, $2::date + 1)
         ORDER BY v.id, v.effective_at DESC, v.seq DESC, v.ordinal DESC) AS latest
 WHERE NOT deleted AND engagement_id IS NOT NULL
 GROUP BY engagement_id, severity, state
