-- Rival of asking all tenants: one statement over everything, without row-level security.
-- $1 timestamptz effective before, $2 bigint known sequence number.
SELECT tenant_id,
       count(*) FILTER (WHERE status IN ('ISSUED', 'RESPONSE', 'COMPLIANCE') AND severity = 'CRITICAL') AS critical_open,
       count(*) FILTER (WHERE status IN ('ISSUED', 'RESPONSE', 'COMPLIANCE') AND severity = 'HIGH') AS high_open,
       count(*) FILTER (WHERE status IN ('ISSUED', 'RESPONSE', 'COMPLIANCE') AND severity = 'MEDIUM') AS medium_open,
       count(*) FILTER (WHERE status IN ('ISSUED', 'RESPONSE', 'COMPLIANCE') AND severity = 'LOW') AS low_open,
       count(*) FILTER (WHERE status IN ('ISSUED', 'RESPONSE', 'COMPLIANCE')) AS total_open,
       count(*) FILTER (WHERE status IN ('DRAFT', 'SUBMITTED', 'REVIEWED')) AS in_preparation,
       count(*) FILTER (WHERE status = 'RISK_ACCEPTED') AS risk_accepted,
       count(*) FILTER (WHERE status = 'CLOSED') AS closed,
       count(*) FILTER (WHERE status NOT IN ('DRAFT', 'SUBMITTED', 'REVIEWED', 'WITHDRAWN')) AS total
  FROM (SELECT DISTINCT ON (tenant_id, id) tenant_id, status, severity, deleted
          FROM history.observation_version
         WHERE effective_at < $1::timestamptz AND seq <= $2::bigint
         ORDER BY tenant_id, id, effective_at DESC, seq DESC, ordinal DESC) AS state
 WHERE NOT deleted
 GROUP BY tenant_id
