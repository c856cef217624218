-- Takes back the leases of long jobs that passed their deadline: whoever has one finds it gone when it settles.
-- $1 timestamptz now, $2 integer queue. Rows: the jobs, with who cancelled them (null: nobody). Tenants: all.
WITH ended AS (
    DELETE FROM job.lease WHERE queue_id = $2::integer AND ends_by < $1::timestamptz RETURNING job_id, cancelled_by
)
SELECT j.id, j.tenant_id, j.failures, j.crashes, j.gated, j.created_at, j.run_at, j.rank, j.key, j.schedule_id, j.slot_at, j.payload,
       ended.cancelled_by
  FROM ended JOIN job.job AS j ON j.id = ended.job_id FOR UPDATE OF j
