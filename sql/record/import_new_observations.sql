-- Adds the observations of an import that are new: issued since the start of the day they were found.
-- After record.stage_observations. $1 uuid tenant. Rows affected: how many.
-- Tenant: row-level security, and $1.
INSERT INTO record.observation (tenant_id, id, external_ref, source, severity, assessed_severity, status, branch_id, area_id,
                                risk_category, engagement_id, found_on, issued_at, original_due_on, due_on, effective_at)
SELECT $1::uuid, id, external_ref, source, severity, severity, 'ISSUED', branch_id, area_id, risk_category, engagement_id,
       found_on, found_at, due_on, due_on, found_at
  FROM staged_observation
 WHERE known IS NULL
