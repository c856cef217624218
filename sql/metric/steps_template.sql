-- The steps of a source up to an instant: versions that changed its standing, of each effective_at the last. The
-- condition is that of the index observation_step. Placeholders: {kind}, {columns}.
SELECT DISTINCT ON (v.id, v.effective_at) v.effective_at, {columns}
  FROM history.{kind}_version AS v
 WHERE v.tenant_id = asked.tenant_id
   AND v.effective_at < asked.effective_before
   AND v.seq <= asked.known_seq
   AND (v.restates OR record.standing(v.was_status, v.was_deleted) <> record.standing(v.status, v.deleted)
        OR v.was_severity <> v.severity)
 ORDER BY v.id, v.effective_at DESC, v.seq DESC, v.ordinal DESC
