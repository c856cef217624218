-- Notes that an import is complete. $1 uuid tenant, $2 uuid import, $3 timestamptz now. Tenant: row-level security, and $1.
UPDATE record.import SET finished_at = $3::timestamptz
 WHERE tenant_id = $1::uuid AND id = $2::uuid AND finished_at IS NULL
