-- The metrics of tenants at instants.
-- $1 uuid[] tenant, $2 timestamptz[] effective before (exclusive), $3 bigint[] known sequence number: one element per
-- question. Rows: one per question, in its order; metrics jsonb is null where nothing was known (known_seq 0).
-- Tenants: the batch, by row-level security. Placeholder: {at_instant}.
SELECT CASE WHEN asked.known_seq > 0 THEN state.metrics END AS metrics
  FROM unnest($1::uuid[], $2::timestamptz[], $3::bigint[])
       WITH ORDINALITY AS asked(tenant_id, effective_before, known_seq, place)
 CROSS JOIN LATERAL ({at_instant}) AS state
 ORDER BY asked.place
