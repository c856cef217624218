-- Tenants with short jobs that are ready, in stretches of the index of ready jobs, with the first job of each. What is behind a
-- mark of a worker is not looked at again: while an old transaction is open, what was done since is still there.
-- $1 integer queue; of each stretch $2 uuid[] tenant, $3 timestamptz[] rank and $4 bigint[] id behind which it begins, $5 uuid[]
-- tenant before which it ends. Rows: the tenants, without those that are paused. Tenants: all. One probe of the index job_ready
-- for each stretch and each tenant, however many jobs they have.
WITH RECURSIVE lane (tenant_id, rank, id, until) AS (
    SELECT first.tenant_id, first.rank, first.id, stretch.until
      FROM unnest($2::uuid[], $3::timestamptz[], $4::bigint[], $5::uuid[]) AS stretch (tenant_id, rank, id, until)
     CROSS JOIN LATERAL (SELECT j.tenant_id, j.rank, j.id FROM job.job AS j
                          WHERE j.queue_id = $1::integer AND j.stage = 'ready'
                            AND (j.tenant_id, j.rank, j.id) > (stretch.tenant_id, stretch.rank, stretch.id)
                            AND j.tenant_id < stretch.until
                          ORDER BY j.tenant_id, j.rank, j.id LIMIT 1) AS first
    UNION ALL
    SELECT next.tenant_id, next.rank, next.id, lane.until
      FROM lane
     CROSS JOIN LATERAL (SELECT j.tenant_id, j.rank, j.id FROM job.job AS j
                          WHERE j.queue_id = $1::integer AND j.stage = 'ready'
                            AND j.tenant_id > lane.tenant_id AND j.tenant_id < lane.until
                          ORDER BY j.tenant_id, j.rank, j.id LIMIT 1) AS next
)
SELECT lane.tenant_id, lane.rank, lane.id
  FROM lane
 WHERE NOT EXISTS (SELECT FROM job.paused_tenant AS p WHERE p.queue_id = $1::integer AND p.tenant_id = lane.tenant_id)
   AND NOT EXISTS (SELECT FROM job.queue AS q WHERE q.queue_id = $1::integer AND q.paused_at IS NOT NULL)
