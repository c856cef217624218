-- Moves an engagement to another status; the expected one is in the WHERE clause, not read before and hoped for.
-- $1 uuid tenant, $2 uuid id, $3 text from, $4 text to, $5 date completed on (completing only).
-- Rows affected: 1, or 0 when it is not there or somebody else was first. Tenant: row-level security, and $1.
UPDATE record.engagement SET status = $4::text, completed_on = $5::date
 WHERE tenant_id = $1::uuid AND id = $2::uuid AND status = $3::text
