-- The snapshots of a tenant with what is needed to recompute them.
-- $1 uuid tenant. Rows: ascending by business date and revision; effective_before is the end of the day.
-- Tenant: the batch, and $1.
SELECT business_date, revision, known_seq, definition_version,
       tenant.day_start(tenant_id, business_date + 1) AS effective_before, metrics
  FROM snapshot.dashboard_snapshot
 WHERE tenant_id = $1::uuid
 ORDER BY business_date, revision
