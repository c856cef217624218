-- The migrations in the ledger, ascending. Rows: one each; applied_at is null for one that is not complete.
-- Tenant: none.
SELECT number, name, encode(checksum, 'hex') AS checksum, to_char(applied_at, 'YYYY-MM-DD HH24:MI:SS TZ') AS applied_at
  FROM db.migration
 ORDER BY number
