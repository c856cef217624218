-- The metrics of tenants at the ends of business dates.
-- $1 uuid[] tenant, $2 date[] business date, $3 timestamptz[] its end (exclusive: what is effective before it holds),
-- $4 bigint[] known sequence number: one element per question. Both the date and its end, since the end does not tell the
-- date: where a zone skips a whole day, two dates end at one instant, and a due date can lie between them.
-- Rows: one per question about a tenant that is there, in their order: question, its index from 0; metrics jsonb, null
-- where nothing was known (known_seq 0). A tenant that does not exist, or is not entered, has no row: no state is not a
-- state in which nothing is open.
-- Tenants: those entered, by row-level security. Placeholder: {at_instant}.
-- Materialized, so that the array is read once and not once for each row of history.
WITH asked AS MATERIALIZED (
    SELECT question.*
      FROM unnest($1::uuid[], $2::date[], $3::timestamptz[], $4::bigint[])
           WITH ORDINALITY AS question(tenant_id, business_date, effective_before, known_seq, place)
      JOIN tenant.tenant AS t ON t.tenant_id = question.tenant_id
)
SELECT asked.place - 1 AS question, CASE WHEN asked.known_seq > 0 THEN state.metrics END AS metrics
  FROM asked CROSS JOIN LATERAL ({at_instant}) AS state
 ORDER BY asked.place
