-- Decides slots: each once, whoever looks at the clock (the key of job.slot), with a job for those that are to be run.
-- $1 bigint[] schedules, $2 timestamptz[] slots, $3 boolean[] whether to run it, $4 timestamptz[] not before, $5 timestamptz now.
-- Rows: the ids of the jobs. Tenants: all.
WITH wanted AS (
    SELECT w.*, s.tenant_id, s.queue_id, s.priority, s.payload, nextval('job.job_id_seq') AS id
      FROM unnest($1::bigint[], $2::timestamptz[], $3::boolean[], $4::timestamptz[]) AS w (schedule_id, slot_at, runs, run_at)
      JOIN job.schedule AS s ON s.schedule_id = w.schedule_id
), decided AS (
    INSERT INTO job.slot (schedule_id, slot_at, decided_at, job_id)
    SELECT schedule_id, slot_at, $5::timestamptz, CASE WHEN runs THEN id END FROM wanted
        ON CONFLICT (schedule_id, slot_at) DO NOTHING
    RETURNING job_id
)
INSERT INTO job.job (id, created_at, run_at, rank, tenant_id, queue_id, priority, gated, stage, key, schedule_id, slot_at, payload)
OVERRIDING SYSTEM VALUE
SELECT w.id, $5::timestamptz, w.run_at, job.rank_of(q.ordered, q.ageing_s, w.priority, w.run_at), w.tenant_id, w.queue_id, w.priority,
       q.gated, job.stage_of(q.gated, false, w.run_at, $5::timestamptz),
       CASE WHEN q.ordered THEN 'schedule-' || w.schedule_id END, w.schedule_id, w.slot_at, w.payload
  FROM decided JOIN wanted AS w ON w.id = decided.job_id JOIN job.queue AS q ON q.queue_id = w.queue_id
 ORDER BY w.slot_at, w.schedule_id
RETURNING id
