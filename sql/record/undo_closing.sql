-- Takes back the closing of an observation from when it held: it is again what it was just before. The transaction states
-- that rows say since when. $1 uuid tenant, $2 uuid id, $3 integer expected version.
-- Rows affected: 1, or 0 when it is not closed or somebody else was first. Tenant: row-level security, and $1.
WITH in_force AS (
    SELECT DISTINCT ON (effective_at) effective_at, status
      FROM history.observation_version
     WHERE tenant_id = $1::uuid AND id = $2::uuid
     ORDER BY effective_at, seq DESC, ordinal DESC
), open AS (
    SELECT max(effective_at) AS last_at FROM in_force WHERE status <> 'CLOSED'
)
UPDATE record.observation
   SET status = coalesce((SELECT status FROM in_force, open WHERE effective_at = last_at), 'ISSUED'),
       closed_at = NULL, closing_basis = NULL, version = version + 1,
       effective_at = (SELECT min(effective_at) FROM in_force, open WHERE last_at IS NULL OR effective_at > last_at)
 WHERE tenant_id = $1::uuid AND id = $2::uuid AND version = $3::integer AND status = 'CLOSED'
