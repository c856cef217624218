-- How far a migration without a transaction came. Rows: one per statement that was begun, ascending. Tenant: none.
-- $1 integer number.
SELECT ordinal, applied_at IS NOT NULL AS applied
  FROM db.migration_statement
 WHERE number = $1::integer
 ORDER BY ordinal
