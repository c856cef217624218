-- Indexes that CREATE INDEX CONCURRENTLY left behind when it was interrupted: no query uses them, every write pays
-- for them. Rows: their names, quoted; not those that somebody is building now. Tenant: none.
SELECT indexrelid::regclass::text AS name
  FROM pg_catalog.pg_index
  JOIN pg_catalog.pg_class ON pg_class.oid = indexrelid
 WHERE NOT indisvalid
   AND relowner = to_regrole(current_user)::oid
   AND indexrelid NOT IN (SELECT index_relid FROM pg_catalog.pg_stat_progress_create_index)
