-- The days a trend covers when none are named: those between the first and the last snapshot; and today.
-- $1 uuid tenant, $2 timestamptz now. Rows: one; first and last are null when there is no snapshot.
-- Tenant: row-level security, and $1 as well.
SELECT min(business_date) AS first, max(business_date) AS last, tenant.business_date($1::uuid, $2::timestamptz) AS today
  FROM snapshot.dashboard_snapshot
 WHERE tenant_id = $1::uuid
