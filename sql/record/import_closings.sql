-- Closes outstanding observations that a file says are closed, since the start of the day it names.
-- After record.stage_observations. $1 uuid tenant. Rows affected: how many.
-- Tenant: row-level security, and $1.
UPDATE record.observation AS o
   SET status = 'CLOSED', closed_at = s.closed_at, closing_basis = s.closing_basis, version = version + 1,
       effective_at = s.closed_at
  FROM staged_observation AS s
 WHERE o.tenant_id = $1::uuid
   AND o.id = ANY (ARRAY(SELECT id FROM staged_observation  -- by key, not all of the tenant
                          WHERE known IS DISTINCT FROM digest AND closed_at IS NOT NULL))
   AND o.id = s.id AND s.known IS DISTINCT FROM s.digest AND s.closed_at IS NOT NULL
   AND record.standing(o.status, false) = 'outstanding'
