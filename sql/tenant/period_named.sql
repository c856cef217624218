-- The periods of a tenant's calendar that a label names. $1 uuid tenant, $2 text label ("FY 2025-26 Q3", "2026-02", in
-- either case), $3 timestamptz now. Rows: none, one, or two where the fiscal year was moved; today: in the tenant's zone.
-- Tenant: row-level security, and $1 as well.
SELECT grain, label, starts_on, ends_on, tenant.business_date($1::uuid, $3::timestamptz) AS today
  FROM tenant.periods_named($1::uuid, $2::text)
 ORDER BY starts_on
