-- Schedules fire no more until they are resumed. $1 bigint[] schedules, $2 text by whom, $3 timestamptz now. Rows: none.
UPDATE job.schedule SET paused_at = $3::timestamptz, paused_by = $2::text WHERE schedule_id = ANY ($1::bigint[]) AND paused_at IS NULL
