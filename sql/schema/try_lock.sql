-- Takes the lock of deploying, for the rest of the session, if nobody has it. $1 bigint key. Rows: one. Tenant: none.
SELECT pg_try_advisory_lock($1::bigint) AS taken
