-- A schedule fires no more until it is resumed; who paused it first stays. $1 uuid tenant, $2 text name, $3 timestamptz now,
-- $4 text by whom. Rows: since when and by whom it is; none: there is no such schedule. Tenant: $1.
UPDATE job.schedule SET paused_at = coalesce(paused_at, $3::timestamptz), paused_by = coalesce(paused_by, $4::text)
 WHERE tenant_id = $1::uuid AND name = $2::text
RETURNING schedule_id AS id, paused_at, paused_by
