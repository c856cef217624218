-- The last snapshot of each period of a tenant's calendar, oldest first, as reported (snapshot.reported_snapshot). The first
-- row is the period before the range: what flows are counted from.
-- $1 uuid tenant; $2, $3 date range of business dates, inclusive; $4 text grain (day, week, month, quarter, year);
-- $5 date today in the tenant's zone. Rows: one per period that meets the range, and one before; business_date, revision,
-- origin and known_seq are null in a period without a snapshot. figures: as snapshot.figures() says, null where
-- month_end_figures.sql finds them too, and without a snapshot. Tenant: row-level security, and $1 as well.
WITH period AS (
    SELECT * FROM tenant.periods($1::uuid, $4::text,
                                 (SELECT starts_on - 1 FROM tenant.periods($1::uuid, $4::text, $2::date, $2::date)), $3::date)
)
SELECT period.label, period.starts_on, period.ends_on,
       period.starts_on < $2::date OR period.ends_on > $3::date OR period.ends_on >= $5::date AS partial,
       snap.business_date, snap.revision, snap.origin, snap.known_seq, snap.figures
  FROM period
  LEFT JOIN LATERAL (
       SELECT s.business_date, s.revision, s.origin, s.known_seq,
              CASE WHEN NOT snapshot.is_month_end(s.business_date) THEN snapshot.figures(s.metrics) END AS figures
         FROM snapshot.reported_snapshot AS s
        WHERE s.tenant_id = $1::uuid
          AND s.business_date BETWEEN CASE WHEN period.ends_on < $2::date THEN period.starts_on
                                           ELSE greatest(period.starts_on, $2::date) END
                                  AND least(period.ends_on, $3::date)
        ORDER BY s.business_date DESC
        LIMIT 1) AS snap ON true
 ORDER BY period.starts_on
