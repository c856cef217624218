-- What an answer about a tenant depends on, apart from the question: how far its chain has come, snapshots included, and
-- which day it is there. $1 uuid tenant, $2 timestamptz now. Rows: one; head_seq is 0 where nothing was recorded, and
-- recorded_at of the head null there; commits: which this is known of (see schema/commits_seen.sql). Every change set
-- recorded until then can be seen by everybody: none follows with an earlier time. Tenant: row-level security, and $1.
SELECT coalesce(head.seq, 0) AS head_seq, CASE WHEN head.seq > 0 THEN head.recorded_at END AS recorded_at, today.day AS today,
       tenant.day_start($1::uuid, today.day + 1) AS tomorrow_at, pg_current_snapshot()::text AS commits
  FROM (SELECT tenant.business_date($1::uuid, $2::timestamptz)) AS today(day)
  LEFT JOIN seal.head AS head ON head.tenant_id = $1::uuid
