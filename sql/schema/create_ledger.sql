-- The ledger of migrations: what was applied to this database, with the checksum of the text that was applied. Rows:
-- none. Everybody may read it, because every command compares it with the program first. Tenant: none.
CREATE SCHEMA db
    CREATE TABLE migration (
        number       integer PRIMARY KEY CHECK (number > 0),
        name         text NOT NULL,
        checksum     bytea NOT NULL CHECK (length(checksum) = 32),  -- SHA-256
        begun_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
        applied_at   timestamptz,  -- null: one without a transaction that is not complete yet
        applied_by   text NOT NULL DEFAULT session_user,
        milliseconds bigint)
    CREATE TABLE migration_statement (  -- of the migrations that run without a transaction
        number       integer NOT NULL REFERENCES migration,
        ordinal      integer NOT NULL CHECK (ordinal > 0),
        begun_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
        applied_at   timestamptz,
        PRIMARY KEY (number, ordinal))
    GRANT USAGE ON SCHEMA db TO PUBLIC
    GRANT SELECT ON migration, migration_statement TO PUBLIC
