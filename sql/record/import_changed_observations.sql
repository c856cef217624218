-- Takes over what else a newer file changed of observations; it does not say since when, so since the extract. The first
-- due date stays, and an engagement that was deleted here is left out.
-- After record.stage_observations. $1 uuid tenant, $2 date of the extract. Rows affected: how many rows
-- the source changed. Tenant: row-level security, and $1.
UPDATE record.observation AS o
   SET source = s.source, severity = s.severity, branch_id = s.branch_id, area_id = s.area_id,
       risk_category = s.risk_category, due_on = s.due_on,
       engagement_id = (SELECT e.id FROM record.engagement AS e WHERE e.tenant_id = $1::uuid AND e.id = s.engagement_id),
       original_due_on = coalesce(o.original_due_on, s.due_on), version = version + 1,
       effective_at = record.change_holds_from('observation', $1::uuid, s.id, tenant.day_start($1::uuid, $2::date))
  FROM staged_observation AS s
 WHERE o.tenant_id = $1::uuid
   AND o.id = ANY (ARRAY(SELECT id FROM staged_observation WHERE known <> digest))  -- by key, not all of the tenant
   AND o.id = s.id AND s.known <> s.digest
