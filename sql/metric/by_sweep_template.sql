-- The metrics of a tenant at the end of each day of a range, in one pass over its versions: a lateral sub-select on two
-- materialized relations: "asked", one row: tenant_id uuid, known_seq bigint; and "day", the rows of tenant.days().
-- Rows: business_date date, slot_at timestamptz, metrics jsonb, one per day. What a row counts in changes on some days
-- by +1 and -1; each day has the sum of what changed until then.
-- Placeholders, filled from the catalogue by src/metric/sql_text.cpp: {sums}, {sources}, {document}.
WITH year AS MATERIALIZED (
    SELECT array_agg(starts_on ORDER BY starts_on) AS starts, array_agg(ends_on ORDER BY starts_on) AS ends
      FROM tenant.periods(asked.tenant_id, 'year', (SELECT min(business_date) FROM day), (SELECT max(business_date) FROM day))
)
SELECT counted.business_date, counted.slot_at, {document} AS metrics
  FROM (SELECT asked.tenant_id, asked.known_seq, (SELECT max(ends_at) FROM day) AS effective_before) AS asked
 CROSS JOIN LATERAL (
       SELECT day.place, day.business_date, day.slot_at, {sums}
          FROM day{sources}) AS counted
  JOIN LATERAL (
       SELECT s.*, lead(s.starts_on, 1, 'infinity') OVER (ORDER BY s.starts_on) AS holds_before
          FROM tenant.setting AS s WHERE s.tenant_id = asked.tenant_id) AS rule
    ON counted.business_date >= rule.starts_on AND counted.business_date < rule.holds_before
