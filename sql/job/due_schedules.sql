-- Schedules with a slot that has passed, locked until the end of the transaction; those that another pass has locked are passed
-- over. $1 timestamptz now, $2 integer most. Rows: the schedules. Tenants: all.
SELECT s.schedule_id, s.tenant_id, s.name, s.queue_id, s.expression, s.zone, s.missed, s.missed_s_max, s.missed_max, s.priority,
       s.spread_s, s.payload, s.next_at
  FROM job.schedule AS s
 WHERE s.paused_at IS NULL AND s.next_at <= $1::timestamptz
 ORDER BY s.next_at
 LIMIT $2::integer
   FOR UPDATE SKIP LOCKED
