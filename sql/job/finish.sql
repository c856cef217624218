-- Jobs are done: their rows go to what is finished. Locked before, so that nobody else has them.
-- $1 bigint[] ids, $2 timestamptz since when they ran, $3 timestamptz now, $4 bigint worker, $5 bigint[] ids of those with
-- results, $6 text[] the results, JSON, in the same order. Rows: none; as many affected as were there. Tenants: all.
WITH gone AS (
    DELETE FROM job.job AS j USING unnest($1::bigint[]) AS done (id) WHERE j.id = done.id RETURNING j.*
)
INSERT INTO job.finished (finished_at, started_at, created_at, run_at, id, tenant_id, queue_id, failures, crashes, worker_id, outcome,
                          schedule_id, slot_at, key, payload, result)
SELECT $3::timestamptz, $2::timestamptz, gone.created_at, gone.run_at, gone.id, gone.tenant_id, gone.queue_id, gone.failures,
       gone.crashes, $4::bigint, 'done', gone.schedule_id, gone.slot_at, gone.key, gone.payload,
       CASE WHEN cardinality($5::bigint[]) > 0
            THEN (SELECT r.result::jsonb FROM unnest($5::bigint[], $6::text[]) AS r (id, result) WHERE r.id = gone.id) END
  FROM gone
