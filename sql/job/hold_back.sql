-- The jobs of a tenant that were let in behind a gate and that nobody has taken yet wait there again, and give their places to
-- others. Behind the lock of the queue, which is taken first. $1 text queue, $2 uuid tenant. Rows: the queue (none: it has no gate).
-- Tenant: $2.
WITH q AS MATERIALIZED (
    SELECT queue_id FROM job.queue WHERE name = $1::text AND gated FOR NO KEY UPDATE
), ready AS MATERIALIZED (
    SELECT j.id FROM q JOIN job.job AS j ON j.queue_id = q.queue_id
     WHERE j.tenant_id = $2::uuid AND j.gated AND j.stage IN ('ready', 'alone')
       AND NOT EXISTS (SELECT FROM job.lease AS l WHERE l.job_id = j.id)
       FOR UPDATE OF j SKIP LOCKED
), held AS (
    UPDATE job.job AS j SET stage = 'held' FROM ready WHERE j.id = ready.id
)
SELECT queue_id AS id FROM q
