-- Rival of a capture: the outstanding of three severities in the same state, of all tenants in one statement, without
-- row-level security, written nowhere.
-- $1 timestamptz effective before, $2 bigint known sequence number.
SELECT tenant_id,
       count(*) FILTER (WHERE status IN ('ISSUED', 'RESPONSE', 'COMPLIANCE') AND severity = 'CRITICAL') AS critical_open,
       count(*) FILTER (WHERE status IN ('ISSUED', 'RESPONSE', 'COMPLIANCE') AND severity = 'HIGH') AS high_open,
       count(*) FILTER (WHERE status IN ('ISSUED', 'RESPONSE', 'COMPLIANCE') AND severity = 'MEDIUM') AS medium_open
  FROM (SELECT DISTINCT ON (tenant_id, id) tenant_id, status, severity, deleted
          FROM history.observation_version
         WHERE effective_at < $1::timestamptz AND seq <= $2::bigint
         ORDER BY tenant_id, id, effective_at DESC, seq DESC, ordinal DESC) AS state
 WHERE NOT deleted
 GROUP BY tenant_id
