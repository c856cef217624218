-- The change set that records a retirement, also before it is committed. $1 uuid tenant, $2 uuid id of the retirement.
-- Rows: one. Tenant: the batch, and $1.
SELECT seq FROM history.retirement_version WHERE tenant_id = $1::uuid AND id = $2::uuid
