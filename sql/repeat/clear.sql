-- Takes a repeat link back. The database refuses to without a reason. $1 uuid tenant, $2 uuid observation, $3 integer its
-- expected version. Rows affected: 1, or 0 when somebody else was first. Tenant: row-level security, and $1.
UPDATE record.observation SET repeat_of_id = NULL, version = version + 1
 WHERE tenant_id = $1::uuid AND id = $2::uuid AND version = $3::integer AND repeat_of_id IS NOT NULL
