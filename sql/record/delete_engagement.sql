-- Deletes an engagement to which no observation belongs. $1 uuid tenant, $2 uuid engagement.
-- Rows affected: 1, or 0 when it is not there. Tenant: row-level security, and $1.
DELETE FROM record.engagement WHERE tenant_id = $1::uuid AND id = $2::uuid
