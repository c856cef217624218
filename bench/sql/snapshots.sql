-- Made-up banks number bench.first to bench.last with a snapshot of each of the bench.days days that end on 2025-03-31 (SET
-- these before), as years of captures leave them behind. Each document is the one that `vouch capture` wrote of bank-0
-- (load.sql), member by member, with figures that vary by bank and day. Rows lie as captures write them: day after day, all
-- banks of a day together. As superuser past the triggers: without change sets, so this data cannot be verified.
SET LOCAL session_replication_role = replica;

CREATE TEMPORARY TABLE bank ON COMMIT DROP AS
SELECT n AS number, ('00000000-0000-4000-8000-' || 100000000000 + n)::uuid AS id
  FROM generate_series(current_setting('bench.first')::integer, current_setting('bench.last')::integer) AS n;
ANALYZE bank;
CREATE TEMPORARY TABLE day ON COMMIT DROP AS  -- a slot is at 01:00 on the next day in India
SELECT place, date '2025-04-01' - current_setting('bench.days')::integer + place AS business_date,
       timestamptz '2025-04-01 19:30:00+00' + (place - current_setting('bench.days')::integer) * interval '1 day' AS slot_at
  FROM generate_series(0, current_setting('bench.days')::integer - 1) AS place;
ANALYZE day;

INSERT INTO tenant.tenant (tenant_id, id, slug, name, onboarded_at)
SELECT id, id, 'bank-' || number, 'Bank number ' || number, (SELECT min(slot_at) - interval '25 hours' FROM day) FROM bank;
INSERT INTO tenant.setting (tenant_id, id, starts_on) SELECT id, id, '0001-01-01' FROM bank;
INSERT INTO seal.head (tenant_id, seq, recorded_at)  -- the founding, and a change set of each day
SELECT id, 1 + current_setting('bench.days')::integer, (SELECT max(slot_at) FROM day) FROM bank;

-- The expression of a document, written out of the captured one. A total is the sum of its parts.
DO $$
DECLARE
    document text;
    version integer;
BEGIN
    SELECT 'jsonb_build_object(' || string_agg(format('%L, jsonb_build_object(%s)', name, members), ', ') || ')', min(made_by)
      INTO STRICT document, version
      FROM (SELECT part.key AS name, min(definition_version) AS made_by,
                   string_agg(format('%L, %s', figure.key, CASE
                       WHEN (part.key, figure.key) = ('severity', 'total_open') THEN 'critical + high + medium + low'
                       WHEN part.key = 'severity' AND figure.key IN ('critical_open', 'high_open', 'medium_open', 'low_open')
                       THEN split_part(figure.key, '_', 1)
                       ELSE format('%s * (50 + (wave + %s) %% 100) / 100', figure.value, figure.place * 31) END), ', ')
                       AS members
              FROM snapshot.dashboard_snapshot AS model
             CROSS JOIN jsonb_each(model.metrics) AS part
             CROSS JOIN jsonb_each(part.value) WITH ORDINALITY AS figure(key, value, place)
             WHERE model.tenant_id = '00000000-0000-4000-8000-100000000000'
             GROUP BY part.key) AS parts;
    EXECUTE format($insert$
        INSERT INTO snapshot.dashboard_snapshot (tenant_id, business_date, slot_at, known_seq, captured_at, origin,
                                                 definition_version, settings_seq, metrics)
        SELECT bank.id, day.business_date, day.slot_at, day.place + 1, day.slot_at, 'observed', %s, 1, %s
          FROM day
         CROSS JOIN bank
         CROSS JOIN LATERAL (SELECT bank.number * 13 + day.place / 7 AS wave,
                                    10 + (bank.number + day.place / 11) %% 97 AS critical,
                                    60 + (bank.number * 7 + day.place / 5) %% 151 AS high,
                                    90 + (bank.number * 11 + day.place / 3) %% 251 AS medium,
                                    70 + (bank.number * 17 + day.place / 2) %% 211 AS low) AS of_the_day
         ORDER BY day.place
        $insert$, version, document);
END $$;
