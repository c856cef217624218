-- Remembers what a source last said of each row, at the end of a chunk. A row that was only referred to ("made_from_key")
-- never replaces what a row of a file said; each is looked up by its key, not among all that is remembered.
-- $1 uuid tenant, $2 jsonb array of {id, digest, made_from_key}. Tenant: row-level security, and $1.
INSERT INTO record.source_row AS seen (tenant_id, id, digest)
SELECT $1::uuid, r.id, r.digest
  FROM jsonb_to_recordset($2::jsonb) AS r(id uuid, digest bytea, made_from_key boolean)
  LEFT JOIN LATERAL (SELECT true AS known FROM record.source_row AS s
                      WHERE s.tenant_id = $1::uuid AND s.id = r.id LIMIT 1) AS before ON r.made_from_key
 WHERE before.known IS NULL
    ON CONFLICT (tenant_id, id) DO UPDATE SET digest = excluded.digest
 WHERE seen.digest <> excluded.digest
