-- The plainest queue: an id and what is to be done. Empty.
SET client_min_messages = warning;
CREATE SCHEMA IF NOT EXISTS bench;
DROP TABLE IF EXISTS bench.raw_job;
CREATE TABLE bench.raw_job (id bigint PRIMARY KEY, payload jsonb);
