-- Completes an engagement that is not completed or cancelled. $1 uuid tenant, $2 uuid id, $3 date completed on.
-- Rows affected: 1, or 0 when it is not there or not open. Tenant: row-level security, and $1.
UPDATE record.engagement SET status = 'COMPLETED', completed_on = $3::date
 WHERE tenant_id = $1::uuid AND id = $2::uuid AND status IN ('PLANNED', 'IN_PROGRESS')
