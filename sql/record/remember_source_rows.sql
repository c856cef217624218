-- Remembers what a source last said of each row, at the end of a chunk. A row that was only referred to ("made_from_key")
-- never replaces what a row of a file said.
-- $1 uuid tenant, $2 jsonb array of {id, digest, made_from_key}. Tenant: row-level security, and $1.
INSERT INTO record.source_row AS seen (tenant_id, id, digest)
SELECT $1::uuid, r.id, r.digest
  FROM jsonb_to_recordset($2::jsonb) AS r(id uuid, digest bytea, made_from_key boolean)
 WHERE NOT r.made_from_key
    OR NOT EXISTS (SELECT FROM record.source_row AS s WHERE s.tenant_id = $1::uuid AND s.id = r.id)
    ON CONFLICT (tenant_id, id) DO UPDATE SET digest = excluded.digest
 WHERE seen.digest <> excluded.digest
