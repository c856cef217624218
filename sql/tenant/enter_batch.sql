-- Enters the tenants of a batch until the end of the transaction; sent behind every BEGIN. Role vouch_batch.
-- $1 uuid[] tenants, $2 text actor, $3 text reason, $4 timestamptz recorded at (simulated tenants only, else null).
-- Rows: one, empty.
SELECT tenant.enter_batch($1::uuid[], $2::text, $3::text, $4::timestamptz)
