-- Jobs of a queue are taken again. $1 text name. Rows: since when and by whom it was paused (null: it was not); none: there is no
-- such queue. Tenants: none.
UPDATE job.queue AS q SET paused_at = NULL, paused_by = NULL
  FROM (SELECT queue_id, paused_at, paused_by FROM job.queue WHERE name = $1::text FOR UPDATE) AS was
 WHERE q.queue_id = was.queue_id
RETURNING q.queue_id AS id, was.paused_at, was.paused_by
