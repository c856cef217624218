-- Opens observations again whose closing a newer file took back or moved. Moved: the closing never was on that day, so it
-- is undone from when it held; taken back: open again since the extract.
-- After record.stage_observations. $1 uuid tenant, $2 date of the extract. Rows affected: how many.
-- Tenant: row-level security, and $1.
UPDATE record.observation AS o
   SET status = 'ISSUED', closed_at = NULL, closing_basis = NULL, version = version + 1,
       effective_at = CASE WHEN s.closed_at IS NOT NULL THEN o.closed_at
                           ELSE record.change_holds_from('observation', $1::uuid, s.id, tenant.day_start($1::uuid, $2::date)) END
  FROM staged_observation AS s
 WHERE o.tenant_id = $1::uuid
   AND o.id = ANY (ARRAY(SELECT id FROM staged_observation WHERE known <> digest))  -- by key, not all of the tenant
   AND o.id = s.id AND s.known <> s.digest
   AND o.status = 'CLOSED' AND o.closed_at IS DISTINCT FROM s.closed_at
