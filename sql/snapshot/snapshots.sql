-- The snapshots of a tenant with what is needed to recompute them.
-- $1 uuid tenant. Rows: ascending by business date and revision; effective_before is the end of the day; sealed: it has a
-- place in the chain.
-- Tenant: the batch, and $1.
SELECT business_date, revision, known_seq, definition_version,
       tenant.day_start(tenant_id, business_date + 1) AS effective_before, metrics,
       (tenant_id, business_date, revision) IN (SELECT c.tenant_id, c.business_date, c.revision FROM snapshot.change AS c
                                                 WHERE c.tenant_id = $1::uuid) AS sealed
  FROM snapshot.dashboard_snapshot
 WHERE tenant_id = $1::uuid
 ORDER BY business_date, revision
