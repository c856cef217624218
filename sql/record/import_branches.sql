-- Writes branches of an import: new ones hold since they became active, or since ever; changed ones since the extract.
-- $1 uuid tenant, $2 jsonb array of {id, external_ref, digest, made_from_key, code, name, type, city, state, active_from, active_to},
-- $3 date of the extract. Rows: one, how many were new and how many changed. Tenant: row-level security, and $1.
WITH staged AS MATERIALIZED (
    SELECT r.*,
           (SELECT seen.digest FROM record.source_row AS seen WHERE seen.tenant_id = $1::uuid AND seen.id = r.id) AS known
      FROM jsonb_to_recordset($2::jsonb) AS r(id uuid, external_ref text, digest bytea, made_from_key boolean, code text, name text, type text,
                                              city text, state text, active_from date, active_to date)
), added AS (
    INSERT INTO record.branch (tenant_id, id, external_ref, code, name, type, city, state, active_from, active_to, effective_at)
    SELECT $1::uuid, id, external_ref, code, name, type, city, state, active_from, active_to,
           coalesce(tenant.day_start($1::uuid, active_from), '0001-01-01 00:00:00+00')
      FROM staged WHERE known IS NULL
    RETURNING id
), changed AS (
    UPDATE record.branch AS b
       SET code = s.code, name = s.name, type = s.type, city = s.city, state = s.state, active_from = s.active_from,
           active_to = s.active_to,
           effective_at = record.change_holds_from('branch', $1::uuid, s.id, tenant.day_start($1::uuid, $3::date))
      FROM staged AS s
     WHERE b.tenant_id = $1::uuid AND b.id = s.id AND s.known <> s.digest AND NOT s.made_from_key
    RETURNING b.id
)
SELECT (SELECT count(*) FROM added) AS added, (SELECT count(*) FROM changed) AS changed
