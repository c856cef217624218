-- The range of the last business dates that were captured. $1 uuid tenant, $2 integer how many days at most.
-- Rows: one; null where there are none. Tenant: row-level security, and $1 as well.
SELECT min(business_date) AS first, max(business_date) AS last
  FROM (SELECT DISTINCT s.business_date FROM snapshot.dashboard_snapshot AS s
         WHERE s.tenant_id = $1::uuid ORDER BY s.business_date DESC LIMIT $2::integer) AS days
