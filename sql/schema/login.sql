-- Makes the login of the embedded cluster, which has no right of its own and becomes one of the four roles. For a
-- superuser, after roles.sql. Repeatable. Rows: none. Tenant: none.
DO $$
BEGIN
    IF to_regrole('vouch') IS NULL THEN CREATE ROLE vouch LOGIN NOINHERIT; END IF;
    GRANT vouch_owner, vouch_app, vouch_batch, vouch_worker TO vouch;
END $$
