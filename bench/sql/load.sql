-- Made-up banks number bench.first to bench.last (SET both before). Each has 1,000 observations of 4 to 10 versions (7 on average), spread over the
-- business dates 2022-04-01 to 2025-03-31, a change set every ten days, and lies as a history lies that grew: ordered by
-- when it was recorded, all tenants mixed. As superuser past the triggers: these change sets have no digests, so this
-- data cannot be verified; what the benchmarks themselves write is sealed as always.
SET LOCAL session_replication_role = replica;
SET LOCAL maintenance_work_mem = '1GB';
SET LOCAL work_mem = '256MB';

-- Indexes are built behind the rows.
CREATE TEMPORARY TABLE state_index ON COMMIT DROP AS
SELECT pg_get_indexdef('history.observation_state'::regclass) AS definition;
DROP INDEX history.observation_state;
ALTER TABLE history.observation_version DROP CONSTRAINT observation_version_pkey;

CREATE TEMPORARY TABLE bank ON COMMIT DROP AS
SELECT n AS number, ('00000000-0000-4000-8000-' || 100000000000 + n)::uuid AS id
  FROM generate_series(current_setting('bench.first')::integer, current_setting('bench.last')::integer) AS n;
ANALYZE bank;

INSERT INTO tenant.tenant (tenant_id, id, slug, name, onboarded_at)
SELECT id, id, 'bank-' || number, 'Bank number ' || number, '2022-03-31 18:30:00+00' FROM bank;
INSERT INTO tenant.setting (tenant_id, id, starts_on) SELECT id, id, '0001-01-01' FROM bank;
INSERT INTO history.tenant_version (tenant_id, seq, ordinal, id, effective_at, deleted, slug, name, locale, simulated, onboarded_at)
SELECT tenant_id, 1, 1, id, onboarded_at, false, slug, name, locale, simulated, onboarded_at
  FROM tenant.tenant JOIN bank USING (id);
INSERT INTO history.setting_version (tenant_id, seq, ordinal, id, effective_at, deleted, starts_on, zone, fiscal_year_start_month,
                                     capture_minute)
SELECT tenant_id, 1, 2, id, '2022-03-31 18:30:00+00', false, starts_on, zone, fiscal_year_start_month, capture_minute
  FROM tenant.setting JOIN bank USING (id);
INSERT INTO seal.change_set (tenant_id, seq, recorded_at, actor, reason, kinds, ids, digests, previous_hash, hash)
SELECT id, seq, timestamptz '2022-03-31 18:30:00+00' + (seq - 1) * interval '10 days', 'load', '', '{}', '{}', '{}',
       decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex')
  FROM bank, generate_series(1, 111) AS seq
 ORDER BY seq, id;
INSERT INTO seal.head (tenant_id, seq, recorded_at)
SELECT tenant_id, max(seq), max(recorded_at) FROM seal.change_set JOIN bank ON id = tenant_id GROUP BY tenant_id;

INSERT INTO history.observation_version (tenant_id, seq, ordinal, id, effective_at, deleted, status, severity,
                                         assessed_severity, reference, source, risk_category, found_on, issued_at,
                                         original_due_on, due_on, closed_at, closing_basis)
SELECT tenant_id, bucket + 2, row_number() OVER (PARTITION BY bucket, tenant_id ORDER BY effective_at), id, effective_at, false,
       status, severity, severity, 'OBS-' || number, 'internal', 'operational', found_on,
       CASE WHEN place >= 3 THEN found_at + 3 * gap * interval '1 day' END,
       CASE WHEN place >= 3 THEN found_on + 3 * gap + 90 END, CASE WHEN place >= 3 THEN found_on + 3 * gap + 90 END,
       CASE WHEN status = 'CLOSED' THEN effective_at END, CASE WHEN status = 'CLOSED' THEN 'TESTED' END
  FROM (SELECT t.id AS tenant_id, o.number, md5(t.number || ' observation ' || o.number)::uuid AS id, place, gap, found_at,
               date '2022-04-01' + raised AS found_on, (raised + place * gap) / 10 AS bucket,
               found_at + place * gap * interval '1 day' AS effective_at,
               ('{DRAFT,SUBMITTED,REVIEWED,ISSUED,RESPONSE,COMPLIANCE,CLOSED,ISSUED,RESPONSE,COMPLIANCE}'::text[])[place + 1] AS status,
               ('{LOW,LOW,MEDIUM,MEDIUM,MEDIUM,HIGH,HIGH,CRITICAL}'::text[])[chance % 8 + 1] AS severity
          FROM bank AS t
         CROSS JOIN generate_series(1, 1000) AS o(number)
         CROSS JOIN LATERAL (SELECT hashint8extended(o.number, t.number) & 2147483647) AS dice(chance)
         CROSS JOIN LATERAL (SELECT (chance / 8 % 700)::integer, (1 + chance / 5600 % 38)::integer) AS pace(raised, gap)
         CROSS JOIN LATERAL (SELECT timestamptz '2022-03-31 18:30:00+00' + raised * interval '1 day'
                                    + (chance / 1000 % 86400) * interval '1 second') AS birth(found_at)
         CROSS JOIN generate_series(0, (3 + chance / 31 % 7)::integer) AS place) AS life
 ORDER BY bucket, tenant_id;

ALTER TABLE history.observation_version ADD PRIMARY KEY (tenant_id, seq, ordinal);
DO $$ BEGIN EXECUTE (SELECT definition FROM state_index); END $$;

INSERT INTO record.observation (tenant_id, id, severity, assessed_severity, status, reference, source, risk_category, found_on,
                                issued_at, original_due_on, due_on, closed_at, closing_basis, version)
SELECT DISTINCT ON (v.tenant_id, v.id) v.tenant_id, v.id, v.severity, v.assessed_severity, v.status, v.reference, v.source,
       v.risk_category, v.found_on, v.issued_at, v.original_due_on, v.due_on, v.closed_at, v.closing_basis, 1
  FROM bank JOIN history.observation_version AS v ON v.tenant_id = bank.id
 ORDER BY v.tenant_id, v.id, v.effective_at DESC;

