-- All settings of a tenant, oldest first, each with the change set that recorded it.
-- $1 uuid tenant. Rows: one or more. Tenant: row-level security, and $1 as well.
SELECT s.starts_on, s.zone, s.fiscal_year_start_month, s.capture_minute, s.weight_critical, s.weight_high, s.weight_medium,
       s.weight_low, s.per_branch, s.share_compliance, s.share_finding, s.share_coverage, s.band_1, s.band_2, s.band_3,
       s.risk_weight_critical, s.risk_weight_high, s.risk_weight_other, s.risk_band_1, s.risk_band_2, s.risk_band_3,
       coalesce(s.approved_by, '') AS approved_by, recorded.seq AS change_set, link.actor, link.reason
  FROM tenant.setting AS s
 CROSS JOIN LATERAL (SELECT v.seq FROM history.setting_version AS v
                      WHERE v.tenant_id = s.tenant_id AND v.id = s.id
                      ORDER BY v.effective_at DESC, v.seq DESC, v.ordinal DESC LIMIT 1) AS recorded
  JOIN seal.change_set AS link ON link.tenant_id = s.tenant_id AND link.seq = recorded.seq
 WHERE s.tenant_id = $1::uuid
 ORDER BY s.starts_on
