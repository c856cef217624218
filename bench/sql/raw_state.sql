-- Rival of asking one tenant: the same counts as whoever owns the table would ask, without row-level security.
-- $1 uuid tenant, $2 timestamptz effective before, $3 bigint known sequence number.
SELECT count(*) FILTER (WHERE status IN ('ISSUED', 'RESPONSE', 'COMPLIANCE') AND severity = 'CRITICAL') AS critical_open,
       count(*) FILTER (WHERE status IN ('ISSUED', 'RESPONSE', 'COMPLIANCE') AND severity = 'HIGH') AS high_open,
       count(*) FILTER (WHERE status IN ('ISSUED', 'RESPONSE', 'COMPLIANCE') AND severity = 'MEDIUM') AS medium_open,
       count(*) FILTER (WHERE status IN ('ISSUED', 'RESPONSE', 'COMPLIANCE') AND severity = 'LOW') AS low_open,
       count(*) FILTER (WHERE status IN ('ISSUED', 'RESPONSE', 'COMPLIANCE')) AS total_open,
       count(*) FILTER (WHERE status IN ('DRAFT', 'SUBMITTED', 'REVIEWED')) AS in_preparation,
       count(*) FILTER (WHERE status = 'RISK_ACCEPTED') AS risk_accepted,
       count(*) FILTER (WHERE status = 'CLOSED') AS closed,
       count(*) FILTER (WHERE status NOT IN ('DRAFT', 'SUBMITTED', 'REVIEWED', 'WITHDRAWN')) AS total
  FROM (SELECT DISTINCT ON (id) status, severity, deleted
          FROM history.observation_version
         WHERE tenant_id = $1::uuid AND effective_at < $2::timestamptz AND seq <= $3::bigint
         ORDER BY id, effective_at DESC, seq DESC, ordinal DESC) AS state
 WHERE NOT deleted
