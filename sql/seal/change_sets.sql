-- Links of a tenant's chain, ascending. $1 uuid tenant, $2 bigint first seq, $3 bigint last seq (inclusive).
-- Tenant: the batch, and $1.
SELECT seq, recorded_at, actor, reason, kinds, ids, digests, previous_hash, hash
  FROM seal.change_set
 WHERE tenant_id = $1::uuid AND seq BETWEEN $2::bigint AND $3::bigint
 ORDER BY seq
