-- Says that an observation is another one found again. The database refuses one that is not found later.
-- $1 uuid tenant, $2 uuid observation, $3 integer its expected version, $4 uuid the prior.
-- Rows affected: 1, or 0 when somebody else was first. Tenant: row-level security, and $1.
UPDATE record.observation SET repeat_of_id = $4::uuid, version = version + 1
 WHERE tenant_id = $1::uuid AND id = $2::uuid AND version = $3::integer AND repeat_of_id IS NULL
