-- The rows of a source in force at the instant asked for. Placeholders: {kind}, {columns}.
SELECT DISTINCT ON (v.id) v.id, v.deleted, {columns}
  FROM history.{kind}_version AS v
 WHERE v.tenant_id = asked.tenant_id
   AND v.effective_at < asked.effective_before
   AND v.seq <= asked.known_seq
 ORDER BY v.id, v.effective_at DESC, v.seq DESC, v.ordinal DESC
