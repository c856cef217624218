-- Links of a tenant's chain, ascending. $1 uuid tenant, $2 bigint first seq, $3 bigint how many at most.
-- Rows: what no change set can hold, so that somebody put it there by hand, is null: a time of recording that is infinite
-- (or in the last thirty years that PostgreSQL has, which no program reads), a list that is empty or a table, an element.
-- Tenant: the batch, and $1.
SELECT seq, CASE WHEN recorded_at > '-infinity' AND recorded_at < '294247-01-01 00:00:00+00' THEN recorded_at END AS recorded_at,
       actor, reason,
       CASE WHEN array_ndims(kinds) = 1 THEN kinds END AS kinds,
       CASE WHEN array_ndims(ids) = 1 THEN ids END AS ids,
       CASE WHEN array_ndims(digests) = 1 THEN digests END AS digests,
       previous_hash, hash
  FROM seal.change_set
 WHERE tenant_id = $1::uuid AND seq >= $2::bigint
 ORDER BY seq
 LIMIT $3::bigint
