-- No job of a queue is taken until it is resumed; who paused it first stays. $1 text name, $2 timestamptz now, $3 text by whom.
-- Rows: since when and by whom it is; none: there is no such queue. Tenants: none.
UPDATE job.queue SET paused_at = coalesce(paused_at, $2::timestamptz), paused_by = coalesce(paused_by, $3::text)
 WHERE name = $1::text
RETURNING queue_id AS id, paused_at, paused_by
