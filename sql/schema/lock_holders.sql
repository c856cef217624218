-- Who deploys now. $1 bigint key of the advisory lock. Rows: one per session that holds it. Tenant: none.
SELECT format('process %s (user %s, application %s, since %s)', pid, usename,
              coalesce(nullif(application_name, ''), 'unnamed'),
              coalesce(to_char(backend_start, 'YYYY-MM-DD HH24:MI:SS TZ'), 'an unknown time')) AS holder
  FROM pg_catalog.pg_locks
  JOIN pg_catalog.pg_stat_activity USING (pid)
 WHERE locktype = 'advisory' AND granted
   AND pg_locks.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
   AND classid = ($1::bigint >> 32)::integer::oid AND objid = ($1::bigint & 4294967295)::oid AND objsubid = 1
