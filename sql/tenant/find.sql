-- The tenant of a slug. $1 text slug. Rows: none or one. Tenant: none entered; the function shows identity only.
SELECT tenant_id, slug, name, simulated FROM tenant.find($1::text)
