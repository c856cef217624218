-- Adds settings that hold from a business date on; the first settings of a tenant hold since ever.
-- $1 uuid tenant, $2 uuid id, $3 date starts on, $4 text IANA zone, $5 integer first month of the fiscal year (1-12).
INSERT INTO tenant.setting (tenant_id, id, starts_on, zone, fiscal_year_start_month)
VALUES ($1::uuid, $2::uuid, $3::date, $4::text, $5::integer)
