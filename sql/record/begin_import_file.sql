-- Notes a file of an import; one that is noted already is left as it is. $1 uuid tenant, $2 uuid id, $3 uuid import,
-- $4 text name, $5 text kind, $6 bytea SHA-256. Tenant: row-level security, and $1.
INSERT INTO record.import_file (tenant_id, id, import_id, name, kind, sha256)
VALUES ($1::uuid, $2::uuid, $3::uuid, $4::text, $5::text, $6::bytea)
    ON CONFLICT (tenant_id, id) DO NOTHING
