-- The steps of a source up to an instant: versions that changed its standing or its severity, of each effective_at the last.
-- Read from the index observation_step alone, which holds a step as a number. Placeholders: {kind}, {columns}.
SELECT DISTINCT ON (v.id, v.effective_at) v.effective_at, {columns}
  FROM history.{kind}_version AS v
 WHERE v.tenant_id = asked.tenant_id
   AND v.effective_at < asked.effective_before
   AND v.seq <= asked.known_seq
   AND v.step IS NOT NULL
 ORDER BY v.id, v.effective_at DESC, v.seq DESC, v.ordinal DESC
