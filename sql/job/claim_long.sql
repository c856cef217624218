-- Takes long jobs that are ready, each with a lease of the worker: of tenants with the fewest running jobs first.
-- $1 integer queue, $2 integer most jobs, $3 bigint worker, $4 timestamptz now, $5 integer deadline in ms after now (null:
-- none), $6 integer most tenants that are looked at. Rows: the jobs with their leases. Tenants: all.
WITH RECURSIVE lane (tenant_id, place) AS (
    (SELECT j.tenant_id, 1 FROM job.job AS j
      WHERE j.queue_id = $1::integer AND j.stage = 'ready' ORDER BY j.tenant_id LIMIT 1)
    UNION ALL
    SELECT next.tenant_id, lane.place + 1
      FROM lane
     CROSS JOIN LATERAL (SELECT j.tenant_id FROM job.job AS j
                          WHERE j.queue_id = $1::integer AND j.stage = 'ready' AND j.tenant_id > lane.tenant_id
                          ORDER BY j.tenant_id LIMIT 1) AS next
     WHERE lane.place < $6::integer
), turn AS MATERIALIZED (
    SELECT lane.tenant_id, (SELECT count(*) FROM job.lease AS l WHERE l.queue_id = $1::integer AND l.tenant_id = lane.tenant_id) AS running
      FROM lane
     WHERE NOT EXISTS (SELECT FROM job.paused_tenant AS p WHERE p.queue_id = $1::integer AND p.tenant_id = lane.tenant_id)
       AND NOT EXISTS (SELECT FROM job.queue AS q WHERE q.queue_id = $1::integer AND q.paused_at IS NOT NULL)
), candidate AS MATERIALIZED (
    SELECT j.id, turn.running + row_number() OVER (PARTITION BY turn.tenant_id ORDER BY j.rank) AS turn_of, j.rank
      FROM turn
     CROSS JOIN LATERAL (SELECT * FROM job.job AS j
                          WHERE j.queue_id = $1::integer AND j.stage = 'ready' AND j.tenant_id = turn.tenant_id
                            AND NOT EXISTS (SELECT FROM job.lease AS l WHERE l.job_id = j.id)
                          ORDER BY j.rank LIMIT $2::integer) AS j
), taken AS (
    SELECT j.* FROM job.job AS j
     WHERE j.id IN (SELECT id FROM candidate ORDER BY turn_of, rank LIMIT $2::integer)
       AND j.stage = 'ready'
       FOR UPDATE SKIP LOCKED
), leased AS (
    INSERT INTO job.lease (job_id, queue_id, tenant_id, worker_id, started_at, ends_by)
    SELECT id, queue_id, tenant_id, $3::bigint, $4::timestamptz, $4::timestamptz + $5::integer * interval '1 millisecond'
      FROM taken
        ON CONFLICT (job_id) DO NOTHING
    RETURNING job_id, lease_id
)
SELECT leased.lease_id, taken.id, taken.tenant_id, taken.failures, taken.crashes, taken.gated, taken.created_at, taken.run_at,
       taken.rank, taken.key, taken.schedule_id, taken.slot_at, taken.payload
  FROM leased JOIN taken ON taken.id = leased.job_id
