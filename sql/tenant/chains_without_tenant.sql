-- Chains that are there although their tenant is not: somebody took its row away, or gave it another id. slug: as history
-- has it, '' where that is gone as well. Role vouch_batch only. Rows: by tenant_id. Tenant: none entered.
SELECT tenant_id, slug FROM tenant.chains_without_tenant()
