-- Remembers which series the findings of a chunk belong to. After record.stage_series. $1 uuid tenant.
-- Rows affected: how many entered one. Tenant: row-level security, and $1.
INSERT INTO record.source_series (tenant_id, id, series, found_on, brought_by, place)
SELECT $1::uuid, s.id, s.series, s.found_on, (SELECT head.seq + 1 FROM seal.head WHERE tenant_id = $1::uuid), s.ordinality
  FROM staged_series AS s
    ON CONFLICT (tenant_id, id) DO UPDATE
   SET series = excluded.series, brought_by = excluded.brought_by, place = excluded.place
