-- Enters a tenant for the one statement that is sent behind it: both are one transaction without BEGIN and COMMIT, which
-- would be half of its work. $1 uuid tenant. Rows: one, the tenant.
SELECT set_config('app.tenant_id', $1::uuid::text, true)
