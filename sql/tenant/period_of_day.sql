-- The period of a grain that a business date falls into. $1 uuid tenant, $2 text grain, $3 date (null: today), $4 timestamptz
-- now. Rows: one; today: in the tenant's zone. Tenant: row-level security, and $1 as well.
SELECT $2::text AS grain, period.label, period.starts_on, period.ends_on, today
  FROM tenant.business_date($1::uuid, $4::timestamptz) AS today
 CROSS JOIN LATERAL tenant.periods($1::uuid, $2::text, coalesce($3::date, today), coalesce($3::date, today)) AS period
