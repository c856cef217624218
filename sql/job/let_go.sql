-- The short jobs of one connection of a worker are settled, in the transaction that this is a part of.
-- $1 bigint worker, $2 integer place, $3 bigint turn. Rows: none. Tenants: all.
DELETE FROM job.hold WHERE worker_id = $1::bigint AND place = $2::integer AND turn = $3::bigint
