-- What capture_loop.js reads steps from: their columns, as they were in the index of steps before it held numbers. Made for the
-- measurement and dropped behind it.
CREATE INDEX steps_of_rival ON history.observation_version (tenant_id, id, effective_at DESC, seq DESC, ordinal DESC)
    INCLUDE (status, deleted, severity, was_status, was_deleted, was_severity)
    WHERE restates OR record.standing(was_status, was_deleted) <> record.standing(status, deleted)
          OR was_severity <> severity;
ANALYZE history.observation_version;
