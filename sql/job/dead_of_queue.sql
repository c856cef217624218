-- Jobs of a queue that were given up, those first that were so first. $1 integer queue, $2 timestamptz and $3 bigint the last one
-- that was seen (null: none was), $4 integer most. Rows: the jobs. Tenants: all.
SELECT d.id, d.died_at FROM job.dead AS d
 WHERE d.queue_id = $1::integer
   AND ($2::timestamptz IS NULL OR d.died_at >= $2::timestamptz AND (d.died_at, d.id) > ($2::timestamptz, $3::bigint))
 ORDER BY d.died_at, d.id
 LIMIT $4::integer
