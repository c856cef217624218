-- Keys the staged rows, so that the statements import_* find each by its id, whatever the planner believes of tables that
-- nobody has analyzed yet. After record.stage_observations. Tenant: none entered; the table is of this transaction alone.
CREATE UNIQUE INDEX ON staged_observation (id)
