-- Writes audit areas of an import: new ones hold since ever, changed ones since the extract.
-- $1 uuid tenant, $2 jsonb array of {id, external_ref, digest, made_from_key, name}, $3 date of the extract.
-- Rows: one, how many were new and how many changed. Tenant: row-level security, and $1.
WITH staged AS MATERIALIZED (
    SELECT r.*,
           (SELECT seen.digest FROM record.source_row AS seen WHERE seen.tenant_id = $1::uuid AND seen.id = r.id) AS known
      FROM jsonb_to_recordset($2::jsonb) AS r(id uuid, external_ref text, digest bytea, made_from_key boolean, name text)
), added AS (
    INSERT INTO record.audit_area (tenant_id, id, external_ref, name, effective_at)
    SELECT $1::uuid, id, external_ref, name, '0001-01-01 00:00:00+00' FROM staged WHERE known IS NULL
    RETURNING id
), changed AS (
    UPDATE record.audit_area AS a
       SET name = s.name,
           effective_at = record.change_holds_from('area', $1::uuid, s.id, tenant.day_start($1::uuid, $3::date))
      FROM staged AS s
     WHERE a.tenant_id = $1::uuid AND a.id = s.id AND s.known <> s.digest AND NOT s.made_from_key
    RETURNING a.id
)
SELECT (SELECT count(*) FROM added) AS added, (SELECT count(*) FROM changed) AS changed
