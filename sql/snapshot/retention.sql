-- What retention does with each snapshot of a tenant, ascending by business date and revision: kept_as says why it stays,
-- null that it goes; period is the fiscal year it lies in.
-- $1 uuid tenant, $2 integer how many days are kept whole, $3 timestamptz now. Rows: one per snapshot, today (the tenant's)
-- in each. Tenant: the batch, and $1.
SELECT year.label AS period, held.business_date, held.revision, held.kept_as, today.day AS today
  FROM (SELECT tenant.business_date($1::uuid, $3::timestamptz) AS day) AS today
 CROSS JOIN LATERAL snapshot.retention($1::uuid, $2::integer, today.day) AS held
 CROSS JOIN LATERAL tenant.periods($1::uuid, 'year', held.business_date, held.business_date) AS year
 ORDER BY held.business_date, held.revision
