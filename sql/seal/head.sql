-- Where the chain of a tenant stands, and the highest seq that any change set has. $1 uuid tenant. Rows: one; null where
-- there is no head.
-- Tenant: the batch, and $1.
SELECT h.seq, h.hash, h.recorded_at,
       coalesce((SELECT max(c.seq) FROM seal.change_set AS c WHERE c.tenant_id = asked.tenant_id), 0) AS last_seq
  FROM (SELECT $1::uuid AS tenant_id) AS asked LEFT JOIN seal.head AS h USING (tenant_id)
