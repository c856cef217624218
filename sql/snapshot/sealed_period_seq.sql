-- The change set that records a sealed period, also before it is committed. $1 uuid tenant, $2 uuid id of the sealed period.
-- Rows: one. Tenant: row-level security, and $1 as well.
SELECT seq FROM history.sealed_period_version WHERE tenant_id = $1::uuid AND id = $2::uuid
