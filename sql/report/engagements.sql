-- The engagements of a tenant at an instant, as rows for a spreadsheet.
-- $1 uuid tenant, $2 timestamptz effective before (exclusive), $3 bigint known sequence number.
-- Rows: one per engagement that is there. Tenant: row-level security, and $1 as well.
WITH branch AS MATERIALIZED (
    SELECT DISTINCT ON (v.id) v.id, v.code
      FROM history.branch_version AS v
     WHERE v.tenant_id = $1::uuid AND v.effective_at < $2::timestamptz AND v.seq <= $3::bigint
     ORDER BY v.id, v.effective_at DESC, v.seq DESC, v.ordinal DESC
)
SELECT state.report_number, branch.code AS branch, state.status, state.scheduled_on, state.completed_on,
       state.report_issued_on, state.rating, state.branch_id, state.id
  FROM (SELECT DISTINCT ON (v.id) v.*
          FROM history.engagement_version AS v
         WHERE v.tenant_id = $1::uuid AND v.effective_at < $2::timestamptz AND v.seq <= $3::bigint
         ORDER BY v.id, v.effective_at DESC, v.seq DESC, v.ordinal DESC) AS state
  LEFT JOIN branch ON branch.id = state.branch_id
 WHERE NOT state.deleted
 ORDER BY state.scheduled_on, branch.code, state.id
