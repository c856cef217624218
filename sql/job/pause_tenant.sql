-- No job of a tenant is taken from a queue until it is resumed; who paused it first stays. $1 text queue, $2 uuid tenant,
-- $3 timestamptz now, $4 text by whom. Rows: since when and by whom it is; none: there is no such queue. Tenant: $2.
INSERT INTO job.paused_tenant AS p (queue_id, tenant_id, paused_at, paused_by)
SELECT q.queue_id, $2::uuid, $3::timestamptz, $4::text FROM job.queue AS q WHERE q.name = $1::text
    ON CONFLICT (queue_id, tenant_id) DO UPDATE SET paused_at = p.paused_at
RETURNING p.queue_id AS id, p.paused_at, p.paused_by
