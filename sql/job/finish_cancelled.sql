-- Jobs are not to be done: their rows go to what is finished. $1 bigint[] ids, $2 timestamptz now, $3 text[] by whom and why
-- each. Rows: the ids. Tenants: all.
WITH gone AS (
    DELETE FROM job.job AS j USING unnest($1::bigint[], $3::text[]) AS c (id, note) WHERE j.id = c.id RETURNING j.*, c.note
), kept AS (
    INSERT INTO job.finished (finished_at, started_at, created_at, run_at, id, tenant_id, queue_id, failures, crashes, outcome,
                              schedule_id, slot_at, key, note, payload)
    SELECT $2::timestamptz, $2::timestamptz, created_at, run_at, id, tenant_id, queue_id, failures, crashes, 'cancelled',
           schedule_id, slot_at, key, note, payload
      FROM gone
)
SELECT id FROM gone
