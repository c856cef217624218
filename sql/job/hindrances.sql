-- What stands between a waiting job and a worker: facts, of which job/hindrances.h makes sentences.
-- $1 bigint job, $2 integer most that are counted of each kind, $3 integer ms without a heartbeat after which a worker is dead.
-- Rows: one; none: it does not wait. Tenants: all. Whoever is before it is counted along the indexes that workers take jobs by,
-- in their order: they end after $2.
WITH j AS MATERIALIZED (
    SELECT waiting.*, coalesce(waiting.key, '') AS lane FROM job.job AS waiting WHERE waiting.id = $1::bigint
)
SELECT j.id, j.queue_id, j.stage, j.gated, j.rank, j.run_at, q.name AS queue, q.form, q.paused_at, q.paused_by,
       p.paused_at AS tenant_paused_at, p.paused_by AS tenant_paused_by,
       alive.workers AS workers_alive, alive.heartbeat_ms,
       (SELECT count(*) FROM (SELECT FROM job.lease AS l WHERE l.queue_id = j.queue_id LIMIT $2::integer) AS l) AS long_running,
       q.running_max, q.running_per_tenant_max, CASE WHEN q.ordered THEN 1 ELSE q.running_per_key_max END AS running_per_key_max,
       q.ordered, n.next_at AS next_start_at, of_queue.ids AS let_in, of_tenant.ids AS let_in_of_tenant, of_key.ids AS let_in_of_key,
       least((SELECT min(id) FROM unnest(of_key.ids) AS id WHERE q.ordered), later_of_key.id, held_of_key.id) AS first_of_key,
       (SELECT count(*) FROM (SELECT FROM job.job AS b WHERE j.stage = 'held' AND b.stage = 'held' AND b.queue_id = j.queue_id
                                 AND b.tenant_id = j.tenant_id AND coalesce(b.key, '') = j.lane AND (b.rank, b.id) < (j.rank, j.id)
                               ORDER BY b.rank, b.id LIMIT $2::integer) AS b) AS before_in_lane,
       (SELECT count(*) FROM (SELECT b.id FROM job.job AS b WHERE j.stage = 'ready' AND b.stage = 'ready' AND b.queue_id = j.queue_id
                                 AND b.tenant_id = j.tenant_id AND b.rank < j.rank ORDER BY b.rank LIMIT $2::integer) AS b
         WHERE NOT EXISTS (SELECT FROM job.lease AS l WHERE l.job_id = b.id)) AS before_of_tenant,
       (SELECT count(*) FROM (SELECT FROM job.job AS b WHERE j.stage = 'ready' AND b.stage = 'ready' AND b.queue_id = j.queue_id
                                 AND b.tenant_id < j.tenant_id ORDER BY b.tenant_id LIMIT $2::integer) AS b)
       + (SELECT count(*) FROM (SELECT FROM job.job AS b WHERE j.stage = 'ready' AND b.stage = 'ready' AND b.queue_id = j.queue_id
                                 AND b.tenant_id > j.tenant_id ORDER BY b.tenant_id LIMIT $2::integer) AS b) AS ready_of_others
  FROM j
  JOIN job.queue AS q ON q.queue_id = j.queue_id
  LEFT JOIN job.paused_tenant AS p ON p.queue_id = j.queue_id AND p.tenant_id = j.tenant_id
  LEFT JOIN job.next_start AS n ON n.queue_id = j.queue_id AND n.tenant_id = j.tenant_id AND q.started_every_ms IS NOT NULL
 CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE w.heartbeat_at > clock_timestamp() - $3::integer * interval '1 millisecond') AS workers,
                            (extract(epoch FROM clock_timestamp() - max(w.heartbeat_at)) * 1000)::bigint AS heartbeat_ms
                       FROM job.worker AS w WHERE q.name = ANY (w.queues)) AS alive
 -- Those that take the places behind the gate: no more than there are places.
 CROSS JOIN LATERAL (SELECT coalesce(array_agg(r.id), '{}') AS ids
                       FROM (SELECT r.id FROM job.job AS r
                              WHERE r.gated AND r.stage IN ('ready', 'alone') AND r.queue_id = j.queue_id
                              ORDER BY r.tenant_id LIMIT coalesce(q.running_max, 0)) AS r) AS of_queue
 CROSS JOIN LATERAL (SELECT coalesce(array_agg(r.id), '{}') AS ids
                       FROM (SELECT r.id FROM job.job AS r
                              WHERE r.gated AND r.stage IN ('ready', 'alone') AND r.queue_id = j.queue_id AND r.tenant_id = j.tenant_id
                              ORDER BY coalesce(r.key, '') LIMIT coalesce(q.running_per_tenant_max, 0)) AS r) AS of_tenant
 CROSS JOIN LATERAL (SELECT coalesce(array_agg(r.id), '{}') AS ids
                       FROM (SELECT r.id FROM job.job AS r
                              WHERE r.gated AND r.stage IN ('ready', 'alone') AND r.queue_id = j.queue_id AND r.tenant_id = j.tenant_id
                                AND coalesce(r.key, '') = j.lane AND j.lane <> ''
                              LIMIT CASE WHEN q.ordered THEN 1 ELSE coalesce(q.running_per_key_max, 0) END) AS r) AS of_key
  LEFT JOIN LATERAL (SELECT e.id FROM job.job AS e
                      WHERE q.ordered AND e.gated AND e.stage = 'later' AND e.key IS NOT NULL AND e.queue_id = j.queue_id
                        AND e.tenant_id = j.tenant_id AND e.key = j.key AND e.id < j.id
                      ORDER BY e.id LIMIT 1) AS later_of_key ON true
  LEFT JOIN LATERAL (SELECT e.id FROM job.job AS e
                      WHERE q.ordered AND e.stage = 'held' AND e.queue_id = j.queue_id AND e.tenant_id = j.tenant_id
                        AND coalesce(e.key, '') = j.lane AND j.key IS NOT NULL AND e.id < j.id
                      ORDER BY e.rank, e.id LIMIT 1) AS held_of_key ON true
