-- A worker is alive. By the database's own clock, which all workers share. $1 bigint worker. Rows: one; none: others took it for
-- dead. cancelled: the long jobs of it that shall end. Tenants: all.
UPDATE job.worker SET heartbeat_at = clock_timestamp()
 WHERE worker_id = $1::bigint
RETURNING coalesce((SELECT array_agg(l.lease_id) FROM job.lease AS l
                     WHERE l.worker_id = $1::bigint AND l.cancelled_at IS NOT NULL), '{}') AS cancelled
