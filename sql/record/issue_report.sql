-- Notes the report of an engagement that is in progress or completed and has none yet.
-- $1 uuid tenant, $2 uuid id, $3 text report number, $4 date of issue, $5 text rating (or null).
-- Rows affected: 1, or 0 when it is not there, has not begun or has its report. Tenant: row-level security, and $1.
UPDATE record.engagement SET report_number = $3::text, report_issued_on = $4::date, rating = $5::text
 WHERE tenant_id = $1::uuid AND id = $2::uuid AND status IN ('IN_PROGRESS', 'COMPLETED') AND report_number IS NULL
