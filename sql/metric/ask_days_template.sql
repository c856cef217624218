-- The metrics of a tenant at the end of each day of a range, as known at one sequence number.
-- $1 uuid tenant, $2 date first, $3 date last (inclusive), $4 bigint known sequence number.
-- Rows: business_date, metrics jsonb, one per day, ascending; metrics is null where nothing was known (known_seq 0). None
-- for a tenant that does not exist, or is not entered. Tenant: the batch, and $1. Placeholder: {by_sweep}.
WITH asked AS MATERIALIZED (
    SELECT $1::uuid AS tenant_id, $4::bigint AS known_seq
), day AS MATERIALIZED (
    SELECT place, business_date, ends_at, slot_at FROM tenant.days($1::uuid, $2::date, $3::date)
)
SELECT swept.business_date, CASE WHEN asked.known_seq > 0 THEN swept.metrics END AS metrics
  FROM asked CROSS JOIN LATERAL ({by_sweep}) AS swept
 ORDER BY swept.business_date
