-- Enters a tenant until the end of the transaction; sent behind every BEGIN.
-- $1 uuid tenant, $2 text actor, $3 text reason, $4 text effective ('rows', or an instant, or null: when recorded),
-- $5 timestamptz recorded at (simulated tenants only, else null). Rows: one, empty.
SELECT tenant.enter($1::uuid, $2::text, $3::text, $4::text, $5::timestamptz)
