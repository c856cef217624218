-- Says which short jobs a worker has in hand on one of its connections. Without waiting for the disk: it matters when the worker
-- dies, not when the database does. A row of its own for each turn: one that is written over and over gets slower with each time
-- while an old transaction is open.
-- $1 bigint worker, $2 integer place, $3 bigint turn, $4 text of an int8multirange of ids. Rows: none; one affected. Tenants: all.
WITH relaxed AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
INSERT INTO job.hold (worker_id, place, turn, job_ids)
SELECT $1::bigint, $2::integer, $3::bigint, $4::text::int8multirange FROM relaxed
    ON CONFLICT (worker_id, place, turn) DO UPDATE SET job_ids = excluded.job_ids
