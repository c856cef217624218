-- Lets jobs of a gated queue in, as far as its limits allow (job.let_in). $1 integer queue, $2 timestamptz now, $3 uuid tenant and
-- $4 text key of the job that has just ended (null: none), $5 uuid tenant at which the turn begins. Rows: one: how many.
SELECT job.let_in($1::integer, $2::timestamptz, $3::uuid, $4::text, $5::uuid) AS let_in
