-- The short jobs of one connection of a worker are settled, in the transaction that this is a part of.
-- $1 bigint worker, $2 integer place. Rows: none. Tenants: all.
UPDATE job.hold SET job_ids = '{}' WHERE worker_id = $1::bigint AND place = $2::integer
