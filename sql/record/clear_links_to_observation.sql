-- Clears the links of those that repeat an observation, before it is deleted. $1 uuid tenant, $2 uuid observation.
-- Rows affected: how many. Tenant: row-level security, and $1.
UPDATE record.observation SET repeat_of_id = NULL, version = version + 1
 WHERE tenant_id = $1::uuid AND repeat_of_id = $2::uuid
