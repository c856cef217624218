-- Adds the observations of an import that are new: issued, and a repeat, since the start of the day they were found.
-- An engagement that was deleted here is left out. After record.stage_observations, and record.keep_series_repeats where
-- they have a series. $1 uuid tenant. Rows affected: how many.
-- Tenant: row-level security, and $1.
INSERT INTO record.observation (tenant_id, id, external_ref, source, severity, assessed_severity, status, branch_id, area_id,
                                risk_category, engagement_id, repeat_of_id, found_on, issued_at, original_due_on, due_on,
                                effective_at)
SELECT $1::uuid, id, external_ref, source, severity, severity, 'ISSUED', branch_id, area_id, risk_category,
       (SELECT e.id FROM record.engagement AS e WHERE e.tenant_id = $1::uuid AND e.id = s.engagement_id),
       CASE WHEN series IS NOT NULL THEN
            (SELECT l.repeat_of_id FROM record.source_series AS l WHERE l.tenant_id = $1::uuid AND l.id = s.id) END,
       found_on, found_at, due_on, due_on, found_at
  FROM staged_observation AS s
 WHERE known IS NULL
