-- The ends of business dates. $1 uuid tenant, $2 date[] days. Rows: one per day, in their order.
-- Tenant: row-level security, and $1 as well.
SELECT tenant.day_start($1::uuid, day + 1) AS ends_at FROM unnest($2::date[]) WITH ORDINALITY AS asked(day, place) ORDER BY place
