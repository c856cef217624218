-- The tables of the rivals: our columns and primary keys, no triggers, foreign keys or row-level security.
CREATE SCHEMA bench;
CREATE TABLE bench.plain_snapshot (LIKE snapshot.dashboard_snapshot INCLUDING DEFAULTS,
                                   PRIMARY KEY (tenant_id, business_date, revision));
CREATE TABLE bench.plain_observation (LIKE record.observation INCLUDING DEFAULTS, PRIMARY KEY (tenant_id, id));
CREATE TABLE bench.plain_observation_text (LIKE record.observation_text, PRIMARY KEY (tenant_id, id));
CREATE TABLE bench.plain_engagement (LIKE record.engagement, PRIMARY KEY (tenant_id, id));
CREATE TABLE bench.plain_branch (LIKE record.branch, PRIMARY KEY (tenant_id, id));
INSERT INTO bench.plain_observation SELECT * FROM record.observation;
