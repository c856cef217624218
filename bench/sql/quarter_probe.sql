-- The severities at the end of each quarter, of the plain table of plain_days.sql: one probe of its key for a quarter. Bounds
-- come as arrays: worked out here by generate_series, with its casts in each probe, it takes half as long again.
-- $1 uuid tenant; $2, $3 date[] first and last days of the quarters. Rows: one per quarter, oldest first.
SELECT quarter.starts_on, quarter.ends_on, day.business_date, day.critical, day.high, day.medium, day.low, day.total
  FROM unnest($2::date[], $3::date[]) AS quarter(starts_on, ends_on)
  LEFT JOIN LATERAL (SELECT * FROM bench.plain_day AS d
                      WHERE d.tenant_id = $1::uuid AND d.business_date BETWEEN quarter.starts_on AND quarter.ends_on
                      ORDER BY d.business_date DESC
                      LIMIT 1) AS day ON true
 ORDER BY quarter.starts_on
