-- Whether this database has no tables, functions or schemas of anybody. Rows: one. Tenant: none.
WITH ours AS (SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')
SELECT NOT EXISTS (SELECT FROM pg_class WHERE relnamespace IN (SELECT oid FROM ours))
   AND NOT EXISTS (SELECT FROM pg_proc WHERE pronamespace IN (SELECT oid FROM ours))
   AND NOT EXISTS (SELECT FROM pg_namespace WHERE oid IN (SELECT oid FROM ours) AND nspname <> 'public') AS empty
