-- The workers, those that were heard of last first. $1 integer most. Rows: one for each; heartbeat_ms ago by the database's own
-- clock, which all workers share; long_jobs: the first ten of those it runs; short_jobs: how many it wrote down as in hand.
-- Tenants: all.
SELECT w.worker_id, w.name, w.version, w.queues, w.started_at, w.heartbeat_at,
       greatest(0, extract(epoch FROM clock_timestamp() - w.heartbeat_at) * 1000)::bigint AS heartbeat_ms,
       (SELECT coalesce(array_agg(l.job_id), '{}')
          FROM (SELECT job_id FROM job.lease WHERE worker_id = w.worker_id ORDER BY job_id LIMIT 10) AS l) AS long_jobs,
       (SELECT count(*) FROM job.lease AS l WHERE l.worker_id = w.worker_id) AS long_count,
       (SELECT coalesce(sum(upper(ids) - lower(ids)), 0)
          FROM job.hold AS h CROSS JOIN LATERAL unnest(h.job_ids) AS ids WHERE h.worker_id = w.worker_id)::bigint AS short_count
  FROM job.worker AS w
 ORDER BY w.heartbeat_at DESC, w.worker_id
 LIMIT $1::integer
