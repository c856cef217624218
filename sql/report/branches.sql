-- The branches of a tenant at an instant, as rows for a spreadsheet.
-- $1 uuid tenant, $2 timestamptz effective before (exclusive), $3 bigint known sequence number.
-- Rows: one per branch that is there. Tenant: row-level security, and $1 as well.
SELECT code, name, city, state, active_from, active_to, id
  FROM (SELECT DISTINCT ON (v.id) v.*
          FROM history.branch_version AS v
         WHERE v.tenant_id = $1::uuid AND v.effective_at < $2::timestamptz AND v.seq <= $3::bigint
         ORDER BY v.id, v.effective_at DESC, v.seq DESC, v.ordinal DESC) AS kept
 WHERE NOT deleted
 ORDER BY code, id
