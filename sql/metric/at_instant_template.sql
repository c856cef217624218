-- The metrics of a tenant at one instant: a lateral sub-select on a relation "asked" with the columns tenant_id uuid,
-- effective_before timestamptz (exclusive) and known_seq bigint. One row: metrics jsonb. One scan of the state index.
-- Placeholders, filled from the catalogue by src/metric/sql_text.cpp: {counts}, {document}.
SELECT {document} AS metrics
  FROM (SELECT {counts}
          FROM (SELECT DISTINCT ON (v.id) v.deleted, v.status, v.severity
                  FROM history.observation_version AS v
                 WHERE v.tenant_id = asked.tenant_id
                   AND v.effective_at < asked.effective_before
                   AND v.seq <= asked.known_seq
                 ORDER BY v.id, v.effective_at DESC, v.seq DESC, v.ordinal DESC) AS state
         WHERE NOT deleted) AS counted
