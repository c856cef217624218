-- One job, wherever it is. $1 bigint job. Rows: one, or none: it never was, or ended so long ago that its day was dropped.
-- state: as in list_jobs.sql; a short job that a worker wrote down as in hand is taken for running. Tenants: all.
WITH found AS (
    SELECT j.id, CASE WHEN l.job_id IS NOT NULL OR h.worker_id IS NOT NULL THEN 'running' ELSE j.stage END AS state, j.queue_id,
           j.tenant_id, j.priority, j.failures, j.crashes, j.created_at, j.run_at, j.key, j.unique_key, j.schedule_id, j.slot_at,
           l.started_at, NULL::timestamptz AS ended_at, coalesce(l.worker_id, h.worker_id) AS worker_id, j.last_failed_at, j.last_error,
           NULL AS note, l.ends_by, l.cancelled_at, l.cancelled_by, l.progress_at, l.progress_done, l.progress_all, l.progress_unit,
           j.payload, NULL::jsonb AS result
      FROM job.job AS j
      LEFT JOIN job.lease AS l ON l.job_id = j.id
      LEFT JOIN LATERAL (SELECT worker_id FROM job.hold WHERE job_ids @> j.id LIMIT 1) AS h ON true
     WHERE j.id = $1::bigint
    UNION ALL
    SELECT d.id, 'dead', d.queue_id, d.tenant_id, d.priority, d.failures, d.crashes, d.created_at, d.run_at, d.key, d.unique_key,
           d.schedule_id, d.slot_at, NULL, d.died_at, NULL, NULL, d.last_error, d.cause, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
           d.payload, NULL
      FROM job.dead AS d WHERE d.id = $1::bigint
    UNION ALL
    (SELECT f.id, f.outcome, f.queue_id, f.tenant_id, NULL, f.failures, f.crashes, f.created_at, f.run_at, f.key, NULL, f.schedule_id,
            f.slot_at, f.started_at, f.finished_at, f.worker_id, NULL, NULL, f.note, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
            f.payload, f.result
       FROM job.finished AS f WHERE f.id = $1::bigint LIMIT 1)
)
SELECT found.id, found.state, q.name AS queue, q.form, found.tenant_id, found.priority, found.failures, q.failures_max, found.crashes,
       found.created_at, found.run_at, found.key, found.unique_key, s.name AS schedule, found.slot_at, found.started_at, found.ended_at,
       found.worker_id, w.name AS worker, found.last_failed_at, found.last_error, found.note, found.ends_by, found.cancelled_at,
       found.cancelled_by, found.progress_at, found.progress_done, found.progress_all, found.progress_unit,
       found.payload::text AS payload, found.result::text AS result
  FROM found
  JOIN job.queue AS q ON q.queue_id = found.queue_id
  LEFT JOIN job.worker AS w ON w.worker_id = found.worker_id
  LEFT JOIN job.schedule AS s ON s.schedule_id = found.schedule_id
 LIMIT 1
