-- Makes the roles of vouch where they are missing; for a superuser, in the database of vouch. Repeatable. Rows: none.
--   vouch_owner  owns every schema, runs migrations and backup, is above row-level security and never serves
--   vouch_app    sees the one tenant of its transaction
--   vouch_batch  sees the tenants of its batch: capture, replay, verification
--   vouch_worker runs the job engine: the tables of jobs, and nothing of a tenant
-- Nobody logs in as one of them: the login of vouch becomes them, so it has to be granted the four.
DO $$
BEGIN
    IF to_regrole('vouch_owner') IS NULL THEN CREATE ROLE vouch_owner NOLOGIN; END IF;
    IF to_regrole('vouch_app') IS NULL THEN CREATE ROLE vouch_app NOLOGIN; END IF;
    IF to_regrole('vouch_batch') IS NULL THEN CREATE ROLE vouch_batch NOLOGIN; END IF;
    IF to_regrole('vouch_worker') IS NULL THEN CREATE ROLE vouch_worker NOLOGIN; END IF;
    ALTER ROLE vouch_owner BYPASSRLS;
    EXECUTE format('GRANT CREATE ON DATABASE %I TO vouch_owner', current_database());
END $$
