-- The days a replay covers when none are named: from the first fact to the last that became effective, and no further
-- than the last day due.
-- $1 uuid tenant, $2 timestamptz now. Rows: one; first and last are null when there are no observations.
-- Tenant: the batch, and $1.
SELECT tenant.business_date($1::uuid, min(effective_at)) AS first,
       least(tenant.business_date($1::uuid, max(effective_at)), tenant.last_due_date($1::uuid, $2::timestamptz)) AS last
  FROM history.observation_version
 WHERE tenant_id = $1::uuid
