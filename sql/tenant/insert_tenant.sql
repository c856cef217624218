-- Founds a tenant. $1 uuid tenant, $2 text slug, $3 text name, $4 text locale, $5 boolean simulated,
-- $6 timestamptz onboarded (null: not captured). Tenant: the one that is founded, entered before.
INSERT INTO tenant.tenant (tenant_id, id, slug, name, locale, simulated, onboarded_at)
VALUES ($1::uuid, $1::uuid, $2::text, $3::text, $4::text, $5::boolean, $6::timestamptz)
