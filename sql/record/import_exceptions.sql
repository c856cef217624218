-- What an import could not take, in the order it was found. $1 uuid tenant, $2 uuid import.
-- Tenant: row-level security, and $1.
SELECT ordinal, file, row_number, field, value, reason, code, effect
  FROM record.import_exception
 WHERE tenant_id = $1::uuid AND import_id = $2::uuid
 ORDER BY ordinal
