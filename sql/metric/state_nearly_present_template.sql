-- The rows of a source in force at an instant that is nearly the present: the present rows, except of what was touched
-- since, which history tells, one probe of its state index each. NOT IN and no join: a hash, however few rows the planner
-- expects behind the wall. Placeholders: {kind}, {columns}.
SELECT v.id, false AS deleted, {columns}
  FROM record.{kind} AS v
 WHERE v.tenant_id = asked.tenant_id
   AND v.id NOT IN (SELECT touched.id FROM touched)
UNION ALL
SELECT was.*
  FROM touched
 CROSS JOIN LATERAL (SELECT v.id, v.deleted, {columns}
                       FROM history.{kind}_version AS v
                      WHERE v.tenant_id = asked.tenant_id
                        AND v.id = touched.id
                        AND v.effective_at < asked.effective_before
                        AND v.seq <= asked.known_seq
                      ORDER BY v.effective_at DESC, v.seq DESC, v.ordinal DESC
                      LIMIT 1) AS was
