-- Enqueues a job (job.enqueue). $1 text queue, $2 text payload, JSON, $3 uuid tenant, $4 integer priority, $5 timestamptz not before
-- (null: now), $6 text key, $7 text unique key, $8 text when it is there: keep or replace, $9 integer at most one in so many ms,
-- $10 timestamptz now. Rows: one: its id, null when it was passed over. Tenant: $3, and the one that was entered.
SELECT job.enqueue($1::text, $2::text::jsonb, $3::uuid, $4::integer, $5::timestamptz, $6::text, $7::text, $8::text,
                   $9::integer * interval '1 millisecond', $10::timestamptz) AS id
