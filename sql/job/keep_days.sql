-- Partitions of what is finished: made ahead, dropped when old. $1 timestamptz now, $2 integer days ahead, $3 integer days kept.
-- Rows: one: how many were dropped.
SELECT job.keep_days($1::timestamptz, $2::integer, $3::integer) AS dropped
