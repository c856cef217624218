-- Makes a schedule, or changes the one of its name: slots that were decided stay so, the next ones are those of the new time
-- table. A pause stays. $1 uuid tenant, $2 text name, $3 text queue, $4 text expression, $5 text zone, $6 text missed, $7 integer
-- missed_s_max, $8 integer missed_max, $9 integer priority, $10 integer spread_s, $11 text payload, JSON, $12 timestamptz now, $13
-- timestamptz next slot. Rows: schedule_id; none: there is no such queue. Tenant: $1.
INSERT INTO job.schedule AS s (tenant_id, name, queue_id, expression, zone, missed, missed_s_max, missed_max, priority, spread_s, payload,
                               created_at, next_at)
SELECT $1::uuid, $2::text, q.queue_id, $4::text, $5::text, $6::text, $7::integer, $8::integer, $9::integer, $10::integer,
       $11::text::jsonb, $12::timestamptz, $13::timestamptz
  FROM job.queue AS q WHERE q.name = $3::text
    ON CONFLICT (tenant_id, name) DO UPDATE
       SET queue_id = excluded.queue_id, expression = excluded.expression, zone = excluded.zone, missed = excluded.missed,
           missed_s_max = excluded.missed_s_max, missed_max = excluded.missed_max, priority = excluded.priority,
           spread_s = excluded.spread_s, payload = excluded.payload,
           next_at = CASE WHEN (s.expression, s.zone) = (excluded.expression, excluded.zone) THEN s.next_at ELSE excluded.next_at END
RETURNING s.schedule_id
