-- Where an observation stands, to say why a statement passed it over. $1 uuid tenant, $2 uuid observation.
-- Rows: none when it is gone. Tenant: row-level security, and $1.
SELECT id, status, severity, version, due_on FROM record.observation WHERE tenant_id = $1::uuid AND id = $2::uuid
