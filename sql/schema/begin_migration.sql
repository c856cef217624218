-- Writes into the ledger that a migration without a transaction begins, or goes on. Rows: none. Tenant: none.
-- $1 integer number, $2 text name, $3 bytea SHA-256 of its text.
INSERT INTO db.migration (number, name, checksum)
VALUES ($1::integer, $2::text, $3::bytea)
ON CONFLICT (number) DO NOTHING
