-- Whether the login of the embedded cluster can become each of the four roles. Rows: one. Tenant: none.
SELECT count(*) = 4 AS there FROM pg_auth_members WHERE member = to_regrole('vouch')
