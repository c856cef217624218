-- Made-up banks number bench.first to bench.last (SET both before). Each has 1,000 observations of 4 to 10 versions (7 on
-- average), spread over the business dates 2022-04-01 to 2025-03-31, a change set every ten days, 20 branches, an
-- engagement of each in each year and 100 requirements, and lies as a history lies that grew: ordered by when it was
-- recorded, all tenants mixed. As superuser past the triggers: these change sets have no digests, so this data cannot be
-- verified; what the benchmarks themselves write is sealed as always.
SET LOCAL session_replication_role = replica;
SET LOCAL maintenance_work_mem = '1GB';
SET LOCAL work_mem = '256MB';

-- Indexes are built behind the rows.
CREATE TEMPORARY TABLE index_to_build ON COMMIT DROP AS
SELECT pg_get_indexdef(indexrelid) AS definition, indexrelid::regclass AS name
  FROM pg_index WHERE indrelid = 'history.observation_version'::regclass AND NOT indisprimary;
DO $$ BEGIN
    EXECUTE (SELECT 'DROP INDEX ' || string_agg(name::text, ', ') FROM index_to_build);
END $$;
ALTER TABLE history.observation_version DROP CONSTRAINT observation_version_pkey;

CREATE TEMPORARY TABLE bank ON COMMIT DROP AS
SELECT n AS number, ('00000000-0000-4000-8000-' || 100000000000 + n)::uuid AS id
  FROM generate_series(current_setting('bench.first')::integer, current_setting('bench.last')::integer) AS n;
ANALYZE bank;

-- The tenants, and their chains.
INSERT INTO tenant.tenant (tenant_id, id, slug, name, onboarded_at)
SELECT id, id, 'bank-' || number, 'Bank number ' || number, '2022-03-31 18:30:00+00' FROM bank;
INSERT INTO tenant.setting (tenant_id, id, starts_on) SELECT id, id, '0001-01-01' FROM bank;
INSERT INTO history.tenant_version
SELECT v.*
  FROM tenant.tenant AS t JOIN bank USING (id)
 CROSS JOIN jsonb_populate_record(NULL::history.tenant_version, to_jsonb(t) || jsonb_build_object(
            'seq', 1, 'ordinal', 1, 'deleted', false, 'effective_at', t.onboarded_at)) AS v;
INSERT INTO history.setting_version
SELECT v.*
  FROM tenant.setting AS s JOIN bank USING (id)
 CROSS JOIN jsonb_populate_record(NULL::history.setting_version, to_jsonb(s) || jsonb_build_object(
            'seq', 1, 'ordinal', 2, 'deleted', false, 'effective_at', timestamptz '2022-03-31 18:30:00+00')) AS v;
INSERT INTO seal.change_set (tenant_id, seq, recorded_at, actor, reason, kinds, ids, digests, previous_hash, hash)
SELECT id, seq, timestamptz '2022-03-31 18:30:00+00' + (seq - 1) * interval '10 days', 'load', '', '{}', '{}', '{}',
       decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex')
  FROM bank, generate_series(1, 111) AS seq
 ORDER BY seq, id;
INSERT INTO seal.head (tenant_id, seq, recorded_at)
SELECT tenant_id, max(seq), max(recorded_at) FROM seal.change_set JOIN bank ON id = tenant_id GROUP BY tenant_id;

-- Branches, the last two opened in the second and third year.
INSERT INTO history.branch_version (tenant_id, seq, ordinal, id, effective_at, deleted, code, name, active_from)
SELECT bank.id, 2, branch, md5(bank.number || ' branch ' || branch)::uuid, '2022-03-31 18:30:00+00', false,
       'B' || branch, 'Branch ' || branch, date '2019-04-01' + greatest(branch - 18, 0) * 1461
  FROM bank, generate_series(1, 20) AS branch;
INSERT INTO record.branch (tenant_id, id, code, name, active_from)
SELECT tenant_id, v.id, code, v.name, active_from FROM history.branch_version AS v JOIN bank ON bank.id = tenant_id;

-- Engagements: planned at the beginning of the year, begun on the day scheduled, completed three weeks later; of ten, one
-- is cancelled, and one never begins.
INSERT INTO history.engagement_version (tenant_id, seq, ordinal, id, effective_at, deleted, status, branch_id,
                                        scheduled_on, completed_on)
SELECT tenant_id, day / 10 + 2, row_number() OVER (PARTITION BY tenant_id, day / 10 ORDER BY day, id), id,
       timestamptz '2022-03-31 18:30:00+00' + day * interval '1 day', false, status, branch_id,
       date '2022-04-01' + begins, CASE WHEN status = 'COMPLETED' THEN date '2022-04-01' + day END
  FROM (SELECT bank.id AS tenant_id, md5(bank.number || ' engagement ' || branch || ' of ' || year)::uuid AS id,
               md5(bank.number || ' branch ' || branch)::uuid AS branch_id, year * 365 AS planned,
               year * 365 + (hashint4(branch * 7919 + year * 104729 + bank.number) & 1048575) % 340 AS begins,
               (branch * 3 + year * 7 + bank.number) % 10 AS fate
          FROM bank, generate_series(1, 20) AS branch, generate_series(0, 2) AS year) AS engagement
 CROSS JOIN LATERAL (VALUES (planned, 'PLANNED', 9), (begins, 'IN_PROGRESS', 8),
                            (begins + 21, CASE fate WHEN 8 THEN 'CANCELLED' ELSE 'COMPLETED' END, 8))
            AS life(day, status, fate_max)
 WHERE fate <= fate_max AND day < 1096;
INSERT INTO record.engagement (tenant_id, id, status, branch_id, scheduled_on, completed_on)
SELECT DISTINCT ON (v.tenant_id, v.id) v.tenant_id, v.id, v.status, v.branch_id, v.scheduled_on, v.completed_on
  FROM bank JOIN history.engagement_version AS v ON v.tenant_id = bank.id
 ORDER BY v.tenant_id, v.id, v.effective_at DESC, v.seq DESC, v.ordinal DESC;

-- Requirements, assessed three times after they were entered; of ten, one does not apply.
INSERT INTO history.requirement_version (tenant_id, seq, ordinal, id, effective_at, deleted, requirement, status,
                                         not_applicable_reason, next_review_on)
SELECT tenant_id, day / 10 + 2, row_number() OVER (PARTITION BY tenant_id, day / 10 ORDER BY day, id), id,
       timestamptz '2022-03-31 18:30:00+00' + day * interval '1 day', false, 'Requirement ' || item, status,
       CASE status WHEN 'NOT_APPLICABLE' THEN 'not offered here' END, date '2022-04-01' + day + 240
  FROM (SELECT bank.id AS tenant_id, item, md5(bank.number || ' requirement ' || item)::uuid AS id,
               item % 60 + place * 250 AS day,
               CASE WHEN item % 10 = 9 THEN 'NOT_APPLICABLE' WHEN place = 0 THEN 'PENDING'
                    ELSE ('{COMPLIANT,COMPLIANT,PARTIAL,COMPLIANT,NON_COMPLIANT}'::text[])[1 + (item * place + bank.number) % 5]
                    END AS status
          FROM bank, generate_series(1, 100) AS item, generate_series(0, 3) AS place) AS assessed;
INSERT INTO record.requirement (tenant_id, id, requirement, status, not_applicable_reason, next_review_on)
SELECT DISTINCT ON (v.tenant_id, v.id) v.tenant_id, v.id, v.requirement, v.status, v.not_applicable_reason, v.next_review_on
  FROM bank JOIN history.requirement_version AS v ON v.tenant_id = bank.id
 ORDER BY v.tenant_id, v.id, v.effective_at DESC, v.seq DESC, v.ordinal DESC;

-- Observations.
INSERT INTO history.observation_version (tenant_id, seq, ordinal, id, effective_at, deleted, status, severity,
                                         assessed_severity, reference, source, branch_id, risk_category, found_on, issued_at,
                                         original_due_on, due_on, implemented_on, closed_at, closing_basis,
                                         was_deleted, was_status, was_severity, restates)
SELECT tenant_id, bucket + 2, row_number() OVER (PARTITION BY bucket, tenant_id ORDER BY effective_at), id, effective_at, false,
       status, severity, severity, 'OBS-' || number, 'internal', branch_id, 'operational', found_on,
       CASE WHEN place >= 3 THEN found_at + 3 * gap * interval '1 day' END,
       CASE WHEN place >= 3 THEN found_on + 3 * gap + 90 END, CASE WHEN place >= 3 THEN found_on + 3 * gap + 90 END,
       CASE WHEN place IN (5, 6) THEN found_on + 5 * gap WHEN place = 9 THEN found_on + 9 * gap END,
       CASE WHEN status = 'CLOSED' THEN effective_at END, CASE WHEN status = 'CLOSED' THEN 'TESTED' END,
       CASE WHEN place > 0 THEN false END, was_status, CASE WHEN place > 0 THEN severity END, false
  FROM (SELECT t.id AS tenant_id, o.number, md5(t.number || ' observation ' || o.number)::uuid AS id,
               md5(t.number || ' branch ' || o.number % 20 + 1)::uuid AS branch_id, place, gap, found_at,
               date '2022-04-01' + raised AS found_on, (raised + place * gap) / 10 AS bucket,
               found_at + place * gap * interval '1 day' AS effective_at,
               stages[place + 1] AS status, stages[place] AS was_status,
               ('{LOW,LOW,MEDIUM,MEDIUM,MEDIUM,HIGH,HIGH,CRITICAL}'::text[])[chance % 8 + 1] AS severity
          FROM bank AS t
         CROSS JOIN (VALUES ('{DRAFT,SUBMITTED,REVIEWED,ISSUED,RESPONSE,COMPLIANCE,CLOSED,ISSUED,RESPONSE,COMPLIANCE}'::text[]))
                    AS life(stages)
         CROSS JOIN generate_series(1, 1000) AS o(number)
         CROSS JOIN LATERAL (SELECT hashint8extended(o.number, t.number) & 2147483647) AS dice(chance)
         CROSS JOIN LATERAL (SELECT (chance / 8 % 700)::integer, (1 + chance / 5600 % 38)::integer) AS pace(raised, gap)
         CROSS JOIN LATERAL (SELECT timestamptz '2022-03-31 18:30:00+00' + raised * interval '1 day'
                                    + (chance / 1000 % 86400) * interval '1 second') AS birth(found_at)
         CROSS JOIN generate_series(0, (3 + chance / 31 % 7)::integer) AS place) AS versions
 ORDER BY bucket, tenant_id;

ALTER TABLE history.observation_version ADD PRIMARY KEY (tenant_id, seq, ordinal);
DO $$
DECLARE
    definition text;
BEGIN
    FOR definition IN SELECT i.definition FROM index_to_build AS i LOOP EXECUTE definition; END LOOP;
END $$;

INSERT INTO record.observation (tenant_id, id, severity, assessed_severity, status, reference, source, branch_id, risk_category,
                                found_on, issued_at, original_due_on, due_on, implemented_on, closed_at, closing_basis, version)
SELECT DISTINCT ON (v.tenant_id, v.id) v.tenant_id, v.id, v.severity, v.assessed_severity, v.status, v.reference, v.source,
       v.branch_id, v.risk_category, v.found_on, v.issued_at, v.original_due_on, v.due_on, v.implemented_on, v.closed_at,
       v.closing_basis, 1
  FROM bank JOIN history.observation_version AS v ON v.tenant_id = bank.id
 ORDER BY v.tenant_id, v.id, v.effective_at DESC;
