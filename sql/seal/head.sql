-- Where the chain of a tenant stands, and the highest seq that any change set has. $1 uuid tenant. Rows: one; null where
-- there is no head, recorded_at also where it is infinite (or in the last thirty years that PostgreSQL has).
-- Tenant: the batch, and $1.
SELECT h.seq, h.hash,
       CASE WHEN h.recorded_at > '-infinity' AND h.recorded_at < '294247-01-01 00:00:00+00' THEN h.recorded_at END AS recorded_at,
       coalesce((SELECT max(c.seq) FROM seal.change_set AS c WHERE c.tenant_id = asked.tenant_id), 0) AS last_seq
  FROM (SELECT $1::uuid AS tenant_id) AS asked LEFT JOIN seal.head AS h USING (tenant_id)
