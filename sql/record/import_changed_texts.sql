-- Takes over the words that a newer file changed, since the extract.
-- After record.stage_observations. $1 uuid tenant, $2 date of the extract.
-- Tenant: row-level security, and $1.
UPDATE record.observation_text AS t
   SET title = s.title, condition = s.condition, criteria = s.criteria, cause = s.cause, effect = s.effect,
       recommendation = s.recommendation,
       effective_at = record.change_holds_from('observation_text', $1::uuid, s.id, tenant.day_start($1::uuid, $2::date))
  FROM staged_observation AS s
 WHERE t.tenant_id = $1::uuid
   AND t.id = ANY (ARRAY(SELECT id FROM staged_observation WHERE known <> digest))  -- by key, not all of the tenant
   AND t.id = s.id AND s.known <> s.digest
