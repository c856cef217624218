-- How far a long job is, and whether it shall end.
-- $1 bigint job, $2 bigint lease, $3 bigint done, $4 bigint of how many (null: not known), $5 text unit, $6 timestamptz now.
-- Rows: cancelled; none: the lease was taken back. Tenants: all.
UPDATE job.lease
   SET progress_done = $3::bigint, progress_all = $4::bigint, progress_unit = $5::text, progress_at = $6::timestamptz
 WHERE job_id = $1::bigint AND lease_id = $2::bigint
RETURNING cancelled_at IS NOT NULL AS cancelled
