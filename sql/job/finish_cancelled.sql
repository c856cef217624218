-- Jobs are not to be done: their rows go to what is finished. $1 bigint[] ids, $2 timestamptz now, $3 text by whom and why.
-- Rows: the ids. Tenants: all.
WITH gone AS (
    DELETE FROM job.job WHERE id = ANY ($1::bigint[]) RETURNING *
), kept AS (
    INSERT INTO job.finished (finished_at, started_at, created_at, run_at, id, tenant_id, queue_id, failures, crashes, outcome,
                              schedule_id, slot_at, key, note, payload)
    SELECT $2::timestamptz, $2::timestamptz, created_at, run_at, id, tenant_id, queue_id, failures, crashes, 'cancelled',
           schedule_id, slot_at, key, $3::text, payload
      FROM gone
)
SELECT id FROM gone
