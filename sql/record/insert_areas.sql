-- Adds audit areas. $1 uuid tenant, $2 jsonb array of {id, name}. Rows affected: as many. Tenant: row-level security, and $1.
INSERT INTO record.audit_area (tenant_id, id, name)
SELECT $1::uuid, r.* FROM jsonb_to_recordset($2::jsonb) AS r(id uuid, name text)
