-- The plainest queue: an id and what is to be done. Empty.
CREATE SCHEMA IF NOT EXISTS bench;
DROP TABLE IF EXISTS bench.raw_job;
CREATE TABLE bench.raw_job (id bigint PRIMARY KEY, payload jsonb);
