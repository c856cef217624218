-- Writes a migration into the ledger, in the transaction that applied it. Rows: none. Tenant: none.
-- $1 integer number, $2 text name, $3 bytea SHA-256 of its text, $4 bigint milliseconds it took.
INSERT INTO db.migration (number, name, checksum, applied_at, milliseconds)
VALUES ($1::integer, $2::text, $3::bytea, clock_timestamp(), $4::bigint)
