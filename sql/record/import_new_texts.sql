-- Adds the words of the observations of an import that are new.
-- $1 uuid tenant, $2 jsonb array as of record.staged_observations(). Tenant: row-level security, and $1.
INSERT INTO record.observation_text (tenant_id, id, title, condition, criteria, cause, effect, recommendation, effective_at)
SELECT $1::uuid, id, title, condition, criteria, cause, effect, recommendation, found_at
  FROM record.staged_observations($1::uuid, $2::jsonb)
 WHERE known IS NULL
