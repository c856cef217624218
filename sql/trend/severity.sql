-- Outstanding observations by severity at the last snapshot of each period of a tenant's calendar, oldest first, as
-- reported (revision 1).
-- $1 uuid tenant; $2, $3 date range of business dates, inclusive; $4 text grain (day, week, month, quarter, year);
-- $5 date today in the tenant's zone. Rows: one per period that meets the range; a period without a snapshot has nulls.
-- Tenant: row-level security, and $1 as well.
SELECT period.label, period.starts_on, period.ends_on, snap.business_date, snap.origin,
       period.starts_on < $2::date OR period.ends_on > $3::date OR period.ends_on >= $5::date AS partial,
       (snap.metrics #>> '{severity,critical_open}')::integer AS critical_open,
       (snap.metrics #>> '{severity,high_open}')::integer AS high_open,
       (snap.metrics #>> '{severity,medium_open}')::integer AS medium_open,
       (snap.metrics #>> '{severity,low_open}')::integer AS low_open,
       (snap.metrics #>> '{severity,total_open}')::integer AS total_open
  FROM tenant.periods($1::uuid, $4::text, $2::date, $3::date) AS period
  LEFT JOIN LATERAL (
       SELECT s.business_date, s.origin, s.metrics
         FROM snapshot.dashboard_snapshot AS s
        WHERE s.tenant_id = $1::uuid AND s.revision = 1
          AND s.business_date BETWEEN greatest(period.starts_on, $2::date) AND least(period.ends_on, $3::date)
        ORDER BY s.business_date DESC
        LIMIT 1) AS snap ON true
 ORDER BY period.starts_on
