-- Every statement of a migration without a transaction was applied. Rows: none. Tenant: none.
-- $1 integer number.
UPDATE db.migration
   SET applied_at = clock_timestamp(),
       milliseconds = (extract(epoch FROM clock_timestamp() - begun_at) * 1000)::bigint
 WHERE number = $1::integer
