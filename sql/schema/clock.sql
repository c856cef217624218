-- The clock of the database, and how far its schema has come. Rows: one; migrations: how many are complete.
-- Tenant: none.
SELECT clock_timestamp() AS now, (SELECT count(*) FROM db.migration WHERE applied_at IS NOT NULL) AS migrations
