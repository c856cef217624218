-- A statement of a migration without a transaction begins. Rows: none. Tenant: none.
-- $1 integer number, $2 integer ordinal of the statement, from 1.
INSERT INTO db.migration_statement (number, ordinal)
VALUES ($1::integer, $2::integer)
ON CONFLICT (number, ordinal) DO NOTHING
