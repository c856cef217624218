-- Kinds of subject of which the database says something else than the program knows: what is compared by the database's
-- list cannot be relied on then. $1 text[] kinds, $2 text[] their version tables, $3 text[] their present ('': none).
-- Rows: none when all is well. Tenant: none.
SELECT kind
  FROM unnest($1::text[], $2::text[], $3::text[]) AS known(kind, version_table, present)
  FULL JOIN seal.subject_kind AS said USING (kind)
 WHERE (said.version_table, said.present) IS DISTINCT FROM (to_regclass(known.version_table), to_regclass(nullif(known.present, '')))
 ORDER BY kind
