-- The values of a tenant at the last snapshot of each period of its calendar, oldest first, as reported
-- (snapshot.reported_snapshot). The first row is the period before the range: what flows are counted from.
-- $1 uuid tenant; $2, $3 date range of business dates, inclusive; $4 text grain (day, week, month, quarter, year);
-- $5 date today in the tenant's zone; $6 text[] values, each paths of the metrics document that are added up
-- ("severity.high_open+severity.low_open"). Rows: one per period that meets the range, and one before; values: a JSON array
-- of numbers or nulls; business_date, origin, known_seq and values are null in a period without a snapshot.
-- Tenant: row-level security, and $1 as well.
WITH wanted AS MATERIALIZED (
    SELECT place, array_agg(string_to_array(path, '.')::text ORDER BY path) AS paths
      FROM unnest($6::text[]) WITH ORDINALITY AS value(paths, place), string_to_table(value.paths, '+') AS path
     GROUP BY place
), period AS (
    SELECT * FROM tenant.periods($1::uuid, $4::text,
                                 (SELECT starts_on - 1 FROM tenant.periods($1::uuid, $4::text, $2::date, $2::date)), $3::date)
)
SELECT period.label, period.starts_on, period.ends_on, snap.business_date, snap.origin,
       period.starts_on < $2::date OR period.ends_on > $3::date OR period.ends_on >= $5::date AS partial,
       snap.known_seq,
       (SELECT jsonb_agg((SELECT CASE WHEN count(*) = count(snap.metrics #>> path::text[])
                                      THEN sum((snap.metrics #>> path::text[])::bigint) END
                            FROM unnest(wanted.paths) AS path)
                         ORDER BY wanted.place)
          FROM wanted WHERE snap.metrics IS NOT NULL) AS values
  FROM period
  LEFT JOIN LATERAL (
       SELECT s.business_date, s.origin, s.known_seq, s.metrics || '{}' AS metrics  -- unpacked once, not for each value
         FROM snapshot.reported_snapshot AS s
        WHERE s.tenant_id = $1::uuid
          AND s.business_date BETWEEN CASE WHEN period.ends_on < $2::date THEN period.starts_on
                                           ELSE greatest(period.starts_on, $2::date) END
                                  AND least(period.ends_on, $3::date)
        ORDER BY s.business_date DESC
        LIMIT 1) AS snap ON true
 ORDER BY period.starts_on
