-- Adds a branch. $1 uuid tenant, $2 uuid id, $3 text code, $4 text name, $5 text city (or null), $6 date active from (or
-- null: since ever). Tenant: row-level security, and $1.
INSERT INTO record.branch (tenant_id, id, code, name, city, active_from)
VALUES ($1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::date)
