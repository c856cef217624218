-- Where the chain of a tenant stands, and the highest seq that any change set has. $1 uuid tenant. Rows: none or one.
-- Tenant: the batch, and $1.
SELECT h.seq, h.hash, h.recorded_at,
       coalesce((SELECT max(c.seq) FROM seal.change_set AS c WHERE c.tenant_id = h.tenant_id), 0) AS last_seq
  FROM seal.head AS h
 WHERE h.tenant_id = $1::uuid
