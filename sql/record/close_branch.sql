-- Closes a branch that is not closed yet. $1 uuid tenant, $2 uuid id, $3 date its last day.
-- Rows affected: 1, or 0 when it is not there or closed. Tenant: row-level security, and $1.
UPDATE record.branch SET active_to = $3::date
 WHERE tenant_id = $1::uuid AND id = $2::uuid AND active_to IS NULL
