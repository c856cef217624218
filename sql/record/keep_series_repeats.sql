-- Remembers what the source made each finding a repeat of. After record.stage_repeats. $1 uuid tenant.
-- Rows affected: how many changed. Tenant: row-level security, and $1.
UPDATE record.source_series AS kept SET repeat_of_id = s.becomes
  FROM staged_repeat AS s
 WHERE kept.tenant_id = $1::uuid AND kept.id = s.id
