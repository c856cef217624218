-- Which commits this statement sees: as long as it says the same, nobody has committed a change to the database.
-- Rows: one. Tenant: none.
SELECT pg_current_snapshot()::text AS commits
