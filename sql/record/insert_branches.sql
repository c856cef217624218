-- Adds branches, in force from when they are recorded. $1 uuid tenant, $2 jsonb array of {id, code, name, type, city, state,
-- active_from} (active_from null: since ever). Rows affected: as many. Tenant: row-level security, and $1.
INSERT INTO record.branch (tenant_id, id, code, name, type, city, state, active_from)
SELECT $1::uuid, r.*
  FROM jsonb_to_recordset($2::jsonb) AS r(id uuid, code text, name text, type text, city text, state text, active_from date)
