-- Notes that an import begins; one that began before is left as it is. $1 uuid tenant, $2 uuid import, $3 text source,
-- $4 bytea hash of the mapping, $5 timestamptz now. Rows affected: 1 when it is new. Tenant: row-level security, and $1.
INSERT INTO record.import (tenant_id, id, source, mapping_hash, started_at)
VALUES ($1::uuid, $2::uuid, $3::text, $4::bytea, $5::timestamptz)
    ON CONFLICT (tenant_id, id) DO NOTHING
