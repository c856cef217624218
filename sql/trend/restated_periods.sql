-- The periods of a tenant's calendar that meet a range, and the one before, oldest first, each with the last day of it that
-- lies in the range and has ended: where a restated trend is asked for.
-- $1 uuid tenant; $2, $3 date range of business dates, inclusive; $4 text grain; $5 date today in the tenant's zone.
-- Rows: business_date and effective_before (its end) are null where no day of the period has ended.
-- Tenant: row-level security, and $1 as well.
SELECT period.label, period.starts_on, period.ends_on, day.business_date,
       tenant.day_start($1::uuid, day.business_date + 1) AS effective_before,
       period.starts_on < $2::date OR period.ends_on > $3::date OR period.ends_on >= $5::date AS partial
  FROM tenant.periods($1::uuid, $4::text,
                      (SELECT starts_on - 1 FROM tenant.periods($1::uuid, $4::text, $2::date, $2::date)), $3::date) AS period
 CROSS JOIN LATERAL (SELECT least(period.ends_on, $3::date, $5::date - 1)) AS last(day)
 CROSS JOIN LATERAL (SELECT CASE WHEN last.day >= period.starts_on THEN last.day END) AS day(business_date)
 ORDER BY period.starts_on
