-- A worker ends in order; it has nothing in hand any more. $1 bigint worker. Rows: it, or none. Tenants: none.
WITH held AS (DELETE FROM job.hold WHERE worker_id = $1::bigint)
DELETE FROM job.worker WHERE worker_id = $1::bigint RETURNING worker_id
