-- Deletes the words of an observation, before it is deleted itself. $1 uuid tenant, $2 uuid observation.
-- Rows affected: 1, or 0 when it is not there. Tenant: row-level security, and $1.
DELETE FROM record.observation_text WHERE tenant_id = $1::uuid AND id = $2::uuid
