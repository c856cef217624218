-- Who recorded change sets of a tenant, when and why, ascending. $1 uuid tenant, $2 bigint[] their numbers.
-- Tenant: the batch, and $1.
SELECT seq, recorded_at, actor, reason FROM seal.change_set WHERE tenant_id = $1::uuid AND seq = ANY ($2::bigint[]) ORDER BY seq
