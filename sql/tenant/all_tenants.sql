-- Every tenant of the installation, by slug, for work over all of them. Role vouch_batch only.
-- Rows: identity only. Tenant: none entered.
SELECT tenant_id, slug, name, simulated, onboarded FROM tenant.all_tenants()
