-- Takes one short job that takes nobody along, and locks its row until the end of the transaction.
-- $1 integer queue. Rows: the job, or none. Tenants: all.
SELECT j.id, j.tenant_id, j.failures, j.crashes, j.gated, j.created_at, j.run_at, j.rank, j.key, j.schedule_id, j.slot_at, j.payload
  FROM job.job AS j
 WHERE j.queue_id = $1::integer AND j.stage = 'alone'
   AND NOT EXISTS (SELECT FROM job.paused_tenant AS p WHERE p.queue_id = $1::integer AND p.tenant_id = j.tenant_id)
   AND NOT EXISTS (SELECT FROM job.queue AS q WHERE q.queue_id = $1::integer AND q.paused_at IS NOT NULL)
 ORDER BY j.rank
 LIMIT 1
   FOR UPDATE SKIP LOCKED
