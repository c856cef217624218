-- Links recorded observations that by their series are a repeat: those of earlier chunks and of earlier files. A link that
-- was set or cleared here stays. After record.import_cleared_repeats. $1 uuid tenant, $2 date of the extract.
-- Rows affected: how many. Tenant: row-level security, and $1.
UPDATE record.observation AS o
   SET repeat_of_id = s.becomes, version = version + 1,
       effective_at = record.link_holds_from($1::uuid, o.id, tenant.day_start($1::uuid, o.found_on),
                                             tenant.day_start($1::uuid, $2::date))
  FROM staged_repeat AS s
 WHERE o.tenant_id = $1::uuid AND o.id = s.id AND s.ours AND s.becomes IS NOT NULL
