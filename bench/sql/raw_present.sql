-- Rival of a capture that knows no history: severities of the present rows of all tenants, into a plain table.
-- $1 date business date.
INSERT INTO bench.plain_snapshot (tenant_id, business_date, revision, slot_at, known_seq, captured_at, origin, definition_version,
                                  settings_seq, metrics)
SELECT tenant_id, $1::date, 1, now(), 111, now(), 'observed', 1, 1,
       jsonb_build_object('severity', jsonb_build_object(
           'critical_open', count(*) FILTER (WHERE status IN ('ISSUED', 'RESPONSE', 'COMPLIANCE') AND severity = 'CRITICAL'),
           'high_open', count(*) FILTER (WHERE status IN ('ISSUED', 'RESPONSE', 'COMPLIANCE') AND severity = 'HIGH'),
           'medium_open', count(*) FILTER (WHERE status IN ('ISSUED', 'RESPONSE', 'COMPLIANCE') AND severity = 'MEDIUM'),
           'low_open', count(*) FILTER (WHERE status IN ('ISSUED', 'RESPONSE', 'COMPLIANCE') AND severity = 'LOW'),
           'closed', count(*) FILTER (WHERE status = 'CLOSED'), 'total', count(*)))
  FROM record.observation
 GROUP BY tenant_id
