-- Keeps what an import could not take as it stands. $1 uuid tenant, $2 uuid import, $3 jsonb array of {ordinal, file,
-- row_number, field, value, reason, code, effect}. Tenant: row-level security, and $1.
INSERT INTO record.import_exception (tenant_id, import_id, ordinal, file, row_number, field, value, reason, code, effect)
SELECT $1::uuid, $2::uuid, r.*
  FROM jsonb_to_recordset($3::jsonb) AS r(ordinal bigint, file text, row_number bigint, field text, value text, reason text,
                                          code text, effect text)
