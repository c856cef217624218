-- What keeps this login from deploying. Rows: a sentence for each thing that is missing; none when all is there.
-- Tenant: none. vouch_owner owns the schemas; every program of ours becomes one of the four roles.
SELECT CASE WHEN known.oid IS NULL THEN format('the role %s does not exist', wanted.name)
            WHEN NOT pg_has_role(session_user, known.oid, 'MEMBER')
                THEN format('%s may not become %s', session_user, wanted.name)
            WHEN NOT known.rolbypassrls THEN format('the role %s lacks BYPASSRLS', wanted.name)
            ELSE format('%s may not create schemas in the database %s', wanted.name, current_database())
       END AS missing
  FROM (VALUES ('vouch_owner', true), ('vouch_app', false), ('vouch_batch', false), ('vouch_worker', false)) AS wanted (name, owns)
  LEFT JOIN pg_catalog.pg_roles AS known ON known.rolname = wanted.name
 WHERE known.oid IS NULL
    OR NOT pg_has_role(session_user, known.oid, 'MEMBER')
    OR (wanted.owns AND NOT known.rolbypassrls)
    OR (wanted.owns AND NOT has_database_privilege(known.oid, current_database(), 'CREATE'))
 ORDER BY wanted.owns DESC, wanted.name
