-- Versions of observations that are kept as another step than they are: what roll-forwards count is not what stands in the
-- version. The step is not sealed, nobody can state it, and the database works it out when a version is written.
-- $1 uuid tenant. Rows: ascending by seq and ordinal; none when all is well. Tenant: the batch, and $1.
SELECT v.id, v.seq
  FROM history.observation_version AS v
 WHERE v.tenant_id = $1::uuid
   AND v.step IS DISTINCT FROM record.step(v.was_status, v.was_deleted, v.was_severity, v.status, v.deleted, v.severity, v.restates)
 ORDER BY v.seq, v.ordinal
