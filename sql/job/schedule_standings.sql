-- Schedules with what was decided of their last slots. $1 text name (null: all), $2 uuid tenant (null: all), $3 integer most.
-- Rows: one for each, by name and tenant; decided_slots newest first, at most three: decided_jobs has the job of each, null where
-- it was passed over. Tenants: all.
SELECT s.schedule_id, s.tenant_id, s.name, q.name AS queue, s.expression, s.zone, s.missed, s.paused_at, s.paused_by, s.next_at,
       q.paused_at AS queue_paused_at, decided.slots AS decided_slots, decided.jobs AS decided_jobs
  FROM job.schedule AS s
  JOIN job.queue AS q ON q.queue_id = s.queue_id
 CROSS JOIN LATERAL (SELECT coalesce(array_agg(d.slot_at ORDER BY d.slot_at DESC), '{}') AS slots,
                            coalesce(array_agg(d.job_id ORDER BY d.slot_at DESC), '{}') AS jobs
                       FROM (SELECT slot_at, job_id FROM job.slot WHERE schedule_id = s.schedule_id
                              ORDER BY slot_at DESC LIMIT 3) AS d) AS decided
 WHERE ($1::text IS NULL OR s.name = $1::text) AND ($2::uuid IS NULL OR s.tenant_id = $2::uuid)
 ORDER BY s.name, s.tenant_id
 LIMIT $3::integer
