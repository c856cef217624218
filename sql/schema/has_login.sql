-- Whether the login of the embedded cluster can become each of the three roles. Rows: one. Tenant: none.
SELECT count(*) = 3 AS there FROM pg_auth_members WHERE member = to_regrole('vouch')
