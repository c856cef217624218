-- Adds the audit plan of a quarter. $1 uuid tenant, $2 uuid id, $3 integer year that the fiscal year starts in,
-- $4 integer quarter (1-4). Tenant: row-level security, and $1.
INSERT INTO record.audit_plan (tenant_id, id, fiscal_year, quarter)
VALUES ($1::uuid, $2::uuid, $3::integer, $4::integer)
