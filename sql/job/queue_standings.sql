-- How many jobs of each queue stand where. $1 timestamptz beginning of the day, $2 integer most jobs that are counted of a queue
-- and a stage: a count that reaches it is "so many and more", $3 integer most jobs that are looked at of those whose time has not
-- come, and of those that ended: when so many are there, later_partly and ended_partly are true, and the counts are a part.
-- Rows: one for each queue, by name; ready does not count those that run; waiting_since: of those that could run. Tenants: all.
WITH in_hand AS MATERIALIZED (
    SELECT j.queue_id, count(*) AS jobs, count(*) FILTER (WHERE j.stage = 'ready') AS ready
      FROM (SELECT job_id AS id FROM job.lease
            UNION ALL
            (SELECT id FROM job.hold AS h CROSS JOIN LATERAL unnest(h.job_ids) AS ids
              CROSS JOIN LATERAL generate_series(lower(ids), upper(ids) - 1) AS id LIMIT 100000)) AS held
     CROSS JOIN LATERAL (SELECT queue_id, stage FROM job.job WHERE id = held.id OFFSET 0) AS j
     GROUP BY j.queue_id
), later AS MATERIALIZED (
    SELECT queue_id, count(*) AS jobs
      FROM (SELECT queue_id FROM job.job WHERE stage = 'later' LIMIT $3::integer) AS looked_at
     GROUP BY queue_id
), ended AS MATERIALIZED (
    SELECT queue_id, count(*) AS jobs, count(*) FILTER (WHERE outcome = 'done') AS done
      FROM (SELECT queue_id, outcome FROM job.finished WHERE finished_at >= $1::timestamptz LIMIT $3::integer) AS looked_at
     GROUP BY queue_id
)
SELECT q.queue_id, q.name, q.form, q.gated, q.paused_at, q.paused_by,
       (SELECT count(*) FROM job.paused_tenant AS p WHERE p.queue_id = q.queue_id) AS paused_tenants,
       coalesce(later.jobs, 0) AS later, held.jobs AS held,
       CASE WHEN ready.jobs >= $2::integer THEN ready.jobs ELSE greatest(0, ready.jobs - coalesce(in_hand.ready, 0)) END AS ready,
       alone.jobs AS alone, coalesce(in_hand.jobs, 0) AS running,
       (SELECT count(*) FROM (SELECT FROM job.dead AS d WHERE d.queue_id = q.queue_id ORDER BY d.died_at LIMIT $2::integer) AS d) AS dead,
       coalesce(ended.done, 0) AS done_today,
       (SELECT coalesce(sum(jobs), 0) >= $3::integer FROM later) AS later_partly,
       (SELECT coalesce(sum(jobs), 0) >= $3::integer FROM ended) AS ended_partly,
       -- Where all that is ready runs nobody waits.
       least(CASE WHEN ready.jobs > coalesce(in_hand.ready, 0) THEN ready.since END, held.since, alone.since) AS waiting_since
  FROM job.queue AS q
  LEFT JOIN in_hand ON in_hand.queue_id = q.queue_id
  LEFT JOIN later ON later.queue_id = q.queue_id
  LEFT JOIN ended ON ended.queue_id = q.queue_id
 -- In the order of the partial indexes, or a huge queue would be read from end to end for each small one.
 CROSS JOIN LATERAL (SELECT count(*) AS jobs, min(run_at) AS since
                       FROM (SELECT j.run_at FROM job.job AS j WHERE j.queue_id = q.queue_id AND j.stage = 'ready'
                              ORDER BY j.tenant_id, j.rank LIMIT $2::integer) AS r) AS ready
 CROSS JOIN LATERAL (SELECT count(*) AS jobs, min(run_at) AS since
                       FROM (SELECT j.run_at FROM job.job AS j WHERE j.queue_id = q.queue_id AND j.stage = 'held'
                              ORDER BY j.tenant_id, coalesce(j.key, ''), j.rank, j.id LIMIT $2::integer) AS h) AS held
 CROSS JOIN LATERAL (SELECT count(*) AS jobs, min(run_at) AS since
                       FROM (SELECT j.run_at FROM job.job AS j WHERE j.queue_id = q.queue_id AND j.stage = 'alone'
                              ORDER BY j.tenant_id, j.rank LIMIT $2::integer) AS a) AS alone
 ORDER BY q.name
 LIMIT 1000
