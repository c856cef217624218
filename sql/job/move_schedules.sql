-- Moves the cursors of schedules whose slots were decided. $1 bigint[] schedules, $2 timestamptz[] the first slot that was not
-- decided yet (null: none lies ahead). Rows: none. Tenants: all.
UPDATE job.schedule AS s SET next_at = moved.next_at
  FROM unnest($1::bigint[], $2::timestamptz[]) AS moved (schedule_id, next_at)
 WHERE s.schedule_id = moved.schedule_id
