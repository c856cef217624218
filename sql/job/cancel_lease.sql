-- Tells a long job that runs to end. Who asked first stays. $1 bigint job, $2 timestamptz now, $3 text by whom. Rows: one; none:
-- nobody has a lease of it. Tenants: all.
UPDATE job.lease SET cancelled_at = coalesce(cancelled_at, $2::timestamptz), cancelled_by = coalesce(cancelled_by, $3::text)
 WHERE job_id = $1::bigint
RETURNING job_id AS id
