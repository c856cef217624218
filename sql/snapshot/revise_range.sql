-- The days with a snapshot that a range holds, and which of them were reported.
-- $1 uuid tenant, $2 date first (null: that of the first snapshot), $3 date last (null: that of the last snapshot).
-- Rows: one. first and last are null when there is no snapshot; periods are the labels of the sealed periods in the range.
-- Tenant: the batch, and $1.
WITH held AS (
    SELECT DISTINCT s.business_date,
           EXISTS (SELECT FROM snapshot.sealed_period AS p
                    WHERE p.tenant_id = $1::uuid AND s.business_date BETWEEN p.starts_on AND p.ends_on) AS sealed
      FROM snapshot.dashboard_snapshot AS s
     WHERE s.tenant_id = $1::uuid AND s.business_date BETWEEN coalesce($2::date, '-infinity') AND coalesce($3::date, 'infinity')
)
SELECT min(business_date) AS first, max(business_date) AS last, count(*) AS days, count(*) FILTER (WHERE sealed) AS sealed_days,
       ARRAY(SELECT p.label FROM snapshot.sealed_period AS p
              WHERE p.tenant_id = $1::uuid
                AND EXISTS (SELECT FROM held WHERE held.business_date BETWEEN p.starts_on AND p.ends_on)
              ORDER BY p.starts_on, p.ends_on) AS periods
  FROM held
