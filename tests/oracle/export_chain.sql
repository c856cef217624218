-- The history of a tenant as JSON lines, for verify_chain.py. As a user who may read everything:
--   psql -X -q -A -t -v tenant=SLUG -f tests/oracle/export_chain.sql > chain.jsonl && python3 tests/oracle/verify_chain.py chain.jsonl
-- A line is {"change_set": {...}} or {"version": {...}, "kind": ..., "types": {column: type}}, as the tables hold them:
-- nothing is computed here that the check is about.
SET TimeZone = 'UTC';
SET bytea_output = 'hex';
BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT jsonb_build_object('change_set', to_jsonb(c)) FROM seal.change_set AS c JOIN tenant.tenant AS t USING (tenant_id)
 WHERE t.slug = :'tenant' ORDER BY c.seq;

-- Without columns that the database works out of the others: they are not sealed.
SELECT format('SELECT jsonb_build_object(''version'', to_jsonb(v) - %L::text[], ''kind'', %L, ''types'', %L::jsonb) FROM %s AS v'
              ' JOIN tenant.tenant AS t USING (tenant_id) WHERE t.slug = %L ORDER BY v.seq, v.ordinal',
              ARRAY(SELECT attname FROM pg_attribute WHERE attrelid = version_table AND attgenerated <> ''),
              kind, (SELECT jsonb_object_agg(attname, format_type(atttypid, NULL)) FROM pg_attribute
                      WHERE attrelid = version_table AND attnum > 0 AND NOT attisdropped), version_table, :'tenant')
  FROM seal.subject_kind ORDER BY kind \gexec

COMMIT;
