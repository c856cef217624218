-- Takes short jobs that are ready and locks their rows until the end of the transaction; those that others have locked are
-- passed over. Of each tenant its share in the order of rank, tenants in turn: those behind $2 first, then from the first on.
-- $1 integer queue, $2 uuid tenant whose turn was last, $3 integer most jobs, $4 integer most tenants. Rows: the jobs.
-- Tenants: all. Each tenant is found by one probe of the index job_ready, however many jobs it has.
WITH RECURSIVE ahead (tenant_id) AS (
    (SELECT j.tenant_id FROM job.job AS j
      WHERE j.queue_id = $1::integer AND j.stage = 'ready' AND j.tenant_id > $2::uuid ORDER BY j.tenant_id LIMIT 1)
    UNION ALL
    SELECT next.tenant_id
      FROM ahead
     CROSS JOIN LATERAL (SELECT j.tenant_id FROM job.job AS j
                          WHERE j.queue_id = $1::integer AND j.stage = 'ready' AND j.tenant_id > ahead.tenant_id
                          ORDER BY j.tenant_id LIMIT 1) AS next
), behind (tenant_id) AS (
    (SELECT j.tenant_id FROM job.job AS j
      WHERE j.queue_id = $1::integer AND j.stage = 'ready' AND j.tenant_id <= $2::uuid ORDER BY j.tenant_id LIMIT 1)
    UNION ALL
    SELECT next.tenant_id
      FROM behind
     CROSS JOIN LATERAL (SELECT j.tenant_id FROM job.job AS j
                          WHERE j.queue_id = $1::integer AND j.stage = 'ready' AND j.tenant_id > behind.tenant_id
                            AND j.tenant_id <= $2::uuid
                          ORDER BY j.tenant_id LIMIT 1) AS next
), turn AS MATERIALIZED (
    SELECT lane.tenant_id
      FROM (SELECT tenant_id FROM ahead UNION ALL SELECT tenant_id FROM behind) AS lane
     WHERE NOT EXISTS (SELECT FROM job.paused_tenant AS p WHERE p.queue_id = $1::integer AND p.tenant_id = lane.tenant_id)
       AND NOT EXISTS (SELECT FROM job.queue AS q WHERE q.queue_id = $1::integer AND q.paused_at IS NOT NULL)
     LIMIT $4::integer
)
SELECT taken.*
  FROM turn
 CROSS JOIN LATERAL (SELECT j.id, j.tenant_id, j.failures, j.crashes, j.gated, j.created_at, j.run_at, j.key, j.schedule_id,
                            j.slot_at, j.payload
                       FROM job.job AS j
                      WHERE j.queue_id = $1::integer AND j.stage = 'ready' AND j.tenant_id = turn.tenant_id
                      ORDER BY j.rank
                      LIMIT (SELECT greatest(1, $3::integer / greatest(1, count(*))) FROM turn)
                        FOR UPDATE SKIP LOCKED) AS taken
 LIMIT $3::integer
