-- How many days of a range had a snapshot once and have none now: they were retired.
-- $1 uuid tenant, $2 date first, $3 date last (both inclusive). Rows: one. Tenant: the batch, and $1.
SELECT count(DISTINCT place.business_date) AS days
  FROM snapshot.change AS place
 WHERE place.tenant_id = $1::uuid AND place.business_date BETWEEN $2::date AND $3::date
   AND NOT EXISTS (SELECT FROM snapshot.dashboard_snapshot AS s
                    WHERE s.tenant_id = $1::uuid AND s.business_date = place.business_date)
