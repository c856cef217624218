-- The snapshot of a day as it was reported (snapshot.reported_snapshot). $1 uuid tenant, $2 date business date.
-- Rows: none or one. Tenant: row-level security, and $1 as well.
SELECT known_seq, definition_version, tenant.day_start(tenant_id, business_date + 1) AS effective_before, origin, metrics
  FROM snapshot.reported_snapshot
 WHERE tenant_id = $1::uuid AND business_date = $2::date
