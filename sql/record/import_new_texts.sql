-- Adds the words of the observations of an import that are new.
-- After record.stage_observations. $1 uuid tenant. Tenant: row-level security, and $1.
INSERT INTO record.observation_text (tenant_id, id, title, condition, criteria, cause, effect, recommendation, effective_at)
SELECT $1::uuid, id, title, condition, criteria, cause, effect, recommendation, found_at
  FROM staged_observation
 WHERE known IS NULL
