-- The risk of each branch of a tenant on a day (docs/metrics.md), from what was outstanding there, the riskiest first.
-- $1 uuid tenant, $2 date business date, $3 bigint known sequence number. Rows: one per branch
-- that is active on the day or has something outstanding, and one without id, code and name for what belongs to no branch,
-- if there is any. Tenant: row-level security, and $1 as well.
WITH asked AS MATERIALIZED (
    SELECT $1::uuid AS tenant_id, $2::date AS business_date, tenant.day_start($1::uuid, $2::date + 1) AS effective_before,
           $3::bigint AS known_seq
), outstanding AS (
    SELECT branch_id, count(*) FILTER (WHERE severity = 'CRITICAL') AS critical,
           count(*) FILTER (WHERE severity = 'HIGH') AS high,
           count(*) FILTER (WHERE severity NOT IN ('CRITICAL', 'HIGH')) AS other
      FROM (SELECT DISTINCT ON (v.id) v.deleted, v.status, v.severity, v.branch_id
              FROM asked, history.observation_version AS v
             WHERE v.tenant_id = $1::uuid AND v.effective_at < asked.effective_before AND v.seq <= asked.known_seq
             ORDER BY v.id, v.effective_at DESC, v.seq DESC, v.ordinal DESC) AS state
     WHERE record.standing(status, deleted) = 'outstanding'
     GROUP BY branch_id
), branch AS (
    SELECT id, code, name, coalesce(active_from <= $2::date, true) AND coalesce(active_to >= $2::date, true) AS is_active
      FROM (SELECT DISTINCT ON (v.id) v.*
              FROM asked, history.branch_version AS v
             WHERE v.tenant_id = $1::uuid AND v.effective_at < asked.effective_before AND v.seq <= asked.known_seq
             ORDER BY v.id, v.effective_at DESC, v.seq DESC, v.ordinal DESC) AS state
     WHERE NOT deleted
)
SELECT coalesce(branch.id, outstanding.branch_id) AS id, branch.code, branch.name,
       coalesce(critical, 0) AS critical, coalesce(high, 0) AS high,
       coalesce(other, 0) AS other, risk.points, metric.band(risk.points::integer, risk_band_1, risk_band_2, risk_band_3) AS band
  FROM branch FULL JOIN outstanding ON outstanding.branch_id = branch.id
 CROSS JOIN tenant.setting_on($1::uuid, $2::date) AS rule
 CROSS JOIN LATERAL (SELECT rule.risk_weight_critical * coalesce(critical, 0) + rule.risk_weight_high * coalesce(high, 0)
                            + rule.risk_weight_other * coalesce(other, 0) AS points) AS risk
 WHERE branch.is_active OR outstanding.critical IS NOT NULL
 ORDER BY risk.points DESC, branch.code, branch.id
