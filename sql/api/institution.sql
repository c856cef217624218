-- A tenant, what its days mean, and from when to when it can be asked for. $1 uuid tenant, $2 timestamptz now.
-- Rows: one; captured days are null without a snapshot, first_fact without an observation, recorded_at of the head where
-- nothing was recorded. Tenant: row-level security, and $1 as well.
SELECT t.slug, t.name, t.simulated, t.onboarded_at IS NOT NULL AS onboarded, setting.zone, t.locale,
       setting.fiscal_year_start_month, today, captured.first AS first_captured, captured.last AS last_captured,
       (SELECT tenant.business_date($1::uuid, min(v.effective_at)) FROM history.observation_version AS v
         WHERE v.tenant_id = $1::uuid) AS first_fact,
       head.seq AS head_seq, head.hash AS head_hash, CASE WHEN head.seq > 0 THEN head.recorded_at END AS recorded_at
  FROM tenant.tenant AS t
  JOIN seal.head AS head ON head.tenant_id = t.tenant_id
 CROSS JOIN LATERAL tenant.business_date(t.tenant_id, $2::timestamptz) AS today
 CROSS JOIN LATERAL tenant.setting_on(t.tenant_id, today) AS setting
 CROSS JOIN LATERAL (SELECT min(s.business_date) AS first, max(s.business_date) AS last
                       FROM snapshot.dashboard_snapshot AS s WHERE s.tenant_id = t.tenant_id) AS captured
 WHERE t.tenant_id = $1::uuid
