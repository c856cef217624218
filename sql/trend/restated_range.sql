-- The days a restated trend covers when none are named: from the first fact to the last day that has ended; and today.
-- $1 uuid tenant, $2 timestamptz now. Rows: one; first and last are null when there are no observations.
-- Tenant: row-level security, and $1 as well.
SELECT tenant.business_date($1::uuid, fact.first) AS first,
       CASE WHEN fact.first IS NOT NULL THEN tenant.business_date($1::uuid, $2::timestamptz) - 1 END AS last,
       tenant.business_date($1::uuid, $2::timestamptz) AS today
  FROM (SELECT min(effective_at) AS first FROM history.observation_version WHERE tenant_id = $1::uuid) AS fact
