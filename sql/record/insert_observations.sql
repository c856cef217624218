-- Adds draft observations; the severity is what the auditor assessed. Their words follow in the same transaction.
-- $1 uuid tenant, $2 jsonb array of {id, severity, source, branch_id, area_id, engagement_id, risk_category, found_on,
-- amount_at_risk_minor}. Rows affected: as many. Tenant: row-level security, and $1.
INSERT INTO record.observation (tenant_id, id, status, severity, assessed_severity, source, branch_id, area_id, engagement_id,
                                risk_category, found_on, amount_at_risk_minor)
SELECT $1::uuid, r.id, 'DRAFT', r.severity, r.severity, r.source, r.branch_id, r.area_id, r.engagement_id, r.risk_category,
       r.found_on, r.amount_at_risk_minor
  FROM jsonb_to_recordset($2::jsonb) AS r(id uuid, severity text, source text, branch_id uuid, area_id uuid, engagement_id uuid,
                                          risk_category text, found_on date, amount_at_risk_minor bigint)
