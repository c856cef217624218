-- The figures of snapshots of month ends, read from their index alone.
-- $1 uuid tenant, $2 date[] business dates. Rows: every revision of each; figures as snapshot.figures() says.
-- Tenant: row-level security, and $1 as well.
SELECT business_date, revision, figures
  FROM snapshot.dashboard_snapshot
 WHERE tenant_id = $1::uuid AND business_date = ANY ($2::date[]) AND figures IS NOT NULL
