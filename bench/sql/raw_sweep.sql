-- Rival of a replay: the same sweep over the same versions as whoever owns the tables would write it by hand, without
-- calendar, chain and row-level security, stored in a plain table of the same columns.
-- $1 uuid tenant, $2 date first, $3 date last (inclusive).
INSERT INTO bench.plain_snapshot (tenant_id, business_date, revision, slot_at, known_seq, captured_at, origin, definition_version,
                                  settings_seq, metrics)
SELECT $1::uuid, $2::date + place, 1, (($2::date + place + 1) + time '01:00') AT TIME ZONE 'Asia/Kolkata', 111, now(),
       'replayed', 1, 1,
       jsonb_build_object('severity', jsonb_build_object(
           'critical_open', critical_open, 'high_open', high_open, 'medium_open', medium_open, 'low_open', low_open,
           'total_open', total_open, 'in_preparation', in_preparation, 'risk_accepted', risk_accepted, 'closed', closed,
           'total', total))
  FROM (SELECT place,
               sum(coalesce(critical_open, 0)) OVER days AS critical_open, sum(coalesce(high_open, 0)) OVER days AS high_open,
               sum(coalesce(medium_open, 0)) OVER days AS medium_open, sum(coalesce(low_open, 0)) OVER days AS low_open,
               sum(coalesce(total_open, 0)) OVER days AS total_open,
               sum(coalesce(in_preparation, 0)) OVER days AS in_preparation,
               sum(coalesce(risk_accepted, 0)) OVER days AS risk_accepted, sum(coalesce(closed, 0)) OVER days AS closed,
               sum(coalesce(total, 0)) OVER days AS total
          FROM generate_series(0, $3::date - $2::date) AS day(place)
          LEFT JOIN (
               SELECT edge.place,
                      sum(sign) FILTER (WHERE status IN ('ISSUED', 'RESPONSE', 'COMPLIANCE') AND severity = 'CRITICAL') AS critical_open,
                      sum(sign) FILTER (WHERE status IN ('ISSUED', 'RESPONSE', 'COMPLIANCE') AND severity = 'HIGH') AS high_open,
                      sum(sign) FILTER (WHERE status IN ('ISSUED', 'RESPONSE', 'COMPLIANCE') AND severity = 'MEDIUM') AS medium_open,
                      sum(sign) FILTER (WHERE status IN ('ISSUED', 'RESPONSE', 'COMPLIANCE') AND severity = 'LOW') AS low_open,
                      sum(sign) FILTER (WHERE status IN ('ISSUED', 'RESPONSE', 'COMPLIANCE')) AS total_open,
                      sum(sign) FILTER (WHERE status IN ('DRAFT', 'SUBMITTED', 'REVIEWED')) AS in_preparation,
                      sum(sign) FILTER (WHERE status = 'RISK_ACCEPTED') AS risk_accepted,
                      sum(sign) FILTER (WHERE status = 'CLOSED') AS closed,
                      sum(sign) FILTER (WHERE status NOT IN ('DRAFT', 'SUBMITTED', 'REVIEWED', 'WITHDRAWN')) AS total
                 FROM (SELECT (effective_at AT TIME ZONE 'Asia/Kolkata')::date - $2::date AS enters,
                              least((lead(effective_at) OVER (PARTITION BY id ORDER BY effective_at, seq, ordinal)
                                     AT TIME ZONE 'Asia/Kolkata')::date - $2::date, $3::date - $2::date + 1) AS leaves,
                              deleted, status, severity
                         FROM history.observation_version
                        WHERE tenant_id = $1::uuid) AS stay
                CROSS JOIN LATERAL (VALUES (greatest(enters, 0), 1), (leaves, -1)) AS edge(place, sign)
                WHERE NOT deleted AND greatest(enters, 0) < leaves
                GROUP BY edge.place) AS moved USING (place)
        WINDOW days AS (ORDER BY place)) AS counted
