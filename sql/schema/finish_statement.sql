-- A statement of a migration without a transaction was applied. Rows: none. Tenant: none.
-- $1 integer number, $2 integer ordinal of the statement, from 1.
UPDATE db.migration_statement SET applied_at = clock_timestamp() WHERE number = $1::integer AND ordinal = $2::integer
