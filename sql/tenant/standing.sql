-- What an answer about a tenant depends on, apart from the question: how far its chain has come, snapshots included, and
-- which day it is there. $1 uuid tenant, $2 timestamptz now. Rows: one; head_seq is 0 where nothing was recorded, and
-- recorded_at of the head null there. Every change set recorded until then can be seen by everybody: none follows with an
-- earlier time. Tenant: row-level security, and $1 as well.
SELECT coalesce(head.seq, 0) AS head_seq, CASE WHEN head.seq > 0 THEN head.recorded_at END AS recorded_at,
       tenant.business_date($1::uuid, $2::timestamptz) AS today
  FROM (SELECT $1::uuid AS tenant_id) AS asked LEFT JOIN seal.head AS head USING (tenant_id)
