-- Locks the queue of a waiting job that stands behind a gate, before the job itself: whoever lets jobs in locks them in this order.
-- $1 bigint job. Rows: one; none: it stands behind none, or waits no longer. Tenants: all.
SELECT q.queue_id AS id FROM job.queue AS q
 WHERE q.queue_id = (SELECT j.queue_id FROM job.job AS j WHERE j.id = $1::bigint AND j.gated)
   FOR NO KEY UPDATE
