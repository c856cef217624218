-- Gives a lease back, in the transaction that settles its job: the fence. None affected: it was taken back meanwhile, and
-- nothing of the transaction may stay. Locks the row of the job.
-- $1 bigint job, $2 bigint lease. Rows: the job's id and who cancelled it (null: nobody), or none. Tenants: all.
WITH ended AS (
    DELETE FROM job.lease WHERE job_id = $1::bigint AND lease_id = $2::bigint RETURNING job_id, cancelled_by
)
SELECT j.id, ended.cancelled_by FROM ended JOIN job.job AS j ON j.id = ended.job_id FOR UPDATE OF j
