-- The metrics of tenants at instants.
-- $1 uuid[] tenant, $2 timestamptz[] effective before (exclusive), $3 bigint[] known sequence number: one element per
-- question. Rows: one per question about a tenant that is there, in their order: question, its index from 0; metrics jsonb,
-- null where nothing was known (known_seq 0). A tenant that does not exist, or is not entered, has no row: no state is not
-- a state in which nothing is open.
-- Tenants: those entered, by row-level security. Placeholder: {at_instant}.
-- Materialized, so that the business date is computed once for a question and not once for each of its rows.
WITH asked AS MATERIALIZED (
    SELECT question.*, tenant.business_date(question.tenant_id, effective_before - interval '1 microsecond') AS business_date
      FROM unnest($1::uuid[], $2::timestamptz[], $3::bigint[])
           WITH ORDINALITY AS question(tenant_id, effective_before, known_seq, place)
      JOIN tenant.tenant AS t ON t.tenant_id = question.tenant_id
)
SELECT asked.place - 1 AS question, CASE WHEN asked.known_seq > 0 THEN state.metrics END AS metrics
  FROM asked CROSS JOIN LATERAL ({at_instant}) AS state
 ORDER BY asked.place
