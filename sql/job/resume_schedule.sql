-- A schedule fires again. What became due meanwhile is decided as it says of missed slots. $1 uuid tenant, $2 text name. Rows: since
-- when and by whom it was paused (null: it was not); none: there is no such schedule. Tenant: $1.
UPDATE job.schedule AS s SET paused_at = NULL, paused_by = NULL
  FROM (SELECT schedule_id, paused_at, paused_by FROM job.schedule WHERE tenant_id = $1::uuid AND name = $2::text FOR UPDATE) AS was
 WHERE s.schedule_id = was.schedule_id
RETURNING s.schedule_id AS id, was.paused_at, was.paused_by
