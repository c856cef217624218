-- The compliance requirements of a tenant at an instant, as rows for a spreadsheet.
-- $1 uuid tenant, $2 timestamptz effective before (exclusive), $3 bigint known sequence number.
-- Rows: one per requirement that is there. Tenant: row-level security, and $1 as well.
SELECT requirement, category, status, priority, owner, circular_reference, next_review_on, id
  FROM (SELECT DISTINCT ON (v.id) v.*
          FROM history.requirement_version AS v
         WHERE v.tenant_id = $1::uuid AND v.effective_at < $2::timestamptz AND v.seq <= $3::bigint
         ORDER BY v.id, v.effective_at DESC, v.seq DESC, v.ordinal DESC) AS state
 WHERE NOT deleted
 ORDER BY category, requirement, id
