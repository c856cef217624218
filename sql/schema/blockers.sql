-- Who holds the locks that a session waits for. $1 integer pid of the waiting session. Rows: one per session in its
-- way, a sentence for a person; what another user runs is shown to those only who may see it. Tenant: none.
SELECT format('process %s (user %s, application %s, %s since %s: %s)', pid, usename,
              coalesce(nullif(application_name, ''), 'unnamed'), coalesce(state, 'in a state that is not shown'),
              coalesce(to_char(state_change, 'YYYY-MM-DD HH24:MI:SS TZ'), 'an unknown time'),
              left(regexp_replace(query, '\s+', ' ', 'g'), 200)) AS blocker
  FROM pg_catalog.pg_stat_activity
 WHERE pid = ANY (pg_blocking_pids($1::integer))
 ORDER BY pid
