-- Jobs whose time has come step forward. $1 timestamptz now, $2 integer most jobs. Rows: one: how many did, the queues with a
-- gate among theirs, and when the next one is due (null: none waits). Tenants: all.
WITH due AS (
    SELECT id FROM job.job WHERE stage = 'later' AND run_at <= $1::timestamptz ORDER BY run_at LIMIT $2::integer FOR UPDATE SKIP LOCKED
), moved AS (
    UPDATE job.job AS j SET stage = job.stage_of(j.gated, j.alone, j.run_at, $1::timestamptz)
      FROM due WHERE j.id = due.id
    RETURNING j.queue_id, j.gated
)
SELECT (SELECT count(*) FROM moved) AS moved,
       (SELECT coalesce(array_agg(DISTINCT queue_id), '{}') FROM moved WHERE NOT gated) AS ready,
       (SELECT coalesce(array_agg(DISTINCT queue_id), '{}') FROM moved WHERE gated) AS held,
       (SELECT min(run_at) FROM job.job WHERE stage = 'later' AND run_at > $1::timestamptz) AS next_at
