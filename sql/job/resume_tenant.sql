-- Jobs of a tenant are taken from a queue again. $1 text queue, $2 uuid tenant. Rows: since when and by whom it was paused (null: it
-- was not); none: there is no such queue. Tenant: $2.
WITH gone AS (
    DELETE FROM job.paused_tenant AS p USING job.queue AS q
     WHERE q.name = $1::text AND p.queue_id = q.queue_id AND p.tenant_id = $2::uuid
    RETURNING p.*
)
SELECT q.queue_id AS id, gone.paused_at, gone.paused_by FROM job.queue AS q LEFT JOIN gone ON true WHERE q.name = $1::text
