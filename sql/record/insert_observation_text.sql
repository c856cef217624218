-- The words of an observation. $1 uuid tenant, $2 uuid id, $3 text title, $4 text condition, $5 text criteria,
-- $6 text cause, $7 text effect, $8 text recommendation (null: unknown). Tenant: row-level security, and $1.
INSERT INTO record.observation_text (tenant_id, id, title, condition, criteria, cause, effect, recommendation)
VALUES ($1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text)
