-- The daily record of a tenant's metrics. A snapshot of business date D is the state at the end of D, as known at
-- known_seq. Never updated: a revision is a new row. Deleted only by a retirement, which the chain records.
CREATE SCHEMA snapshot;
GRANT USAGE ON SCHEMA snapshot TO vouch_app, vouch_batch;

CREATE TABLE snapshot.dashboard_snapshot (
    tenant_id          uuid NOT NULL REFERENCES tenant.tenant,
    business_date      date NOT NULL,
    revision           integer NOT NULL DEFAULT 1 CHECK (revision >= 1),
    slot_at            timestamptz NOT NULL,
    known_seq          bigint NOT NULL,
    captured_at        timestamptz NOT NULL,
    origin             text NOT NULL CHECK (origin IN ('observed', 'replayed')),
    definition_version integer NOT NULL,
    settings_seq       bigint NOT NULL,
    metrics            jsonb NOT NULL,
    revised            jsonb CHECK ((revised IS NULL) = (revision = 1)),
    PRIMARY KEY (tenant_id, business_date, revision)
);
COMMENT ON COLUMN snapshot.dashboard_snapshot.settings_seq IS 'the change set that last changed the settings in force';
COMMENT ON COLUMN snapshot.dashboard_snapshot.revised IS
    'why and in what it differs from the revision before: {reason, previous: {revision, known_seq, definition_version},'
    ' differences: [{path, was, is}], change_sets: [seq]}';
SELECT tenant.isolate('snapshot.dashboard_snapshot', 'SELECT', 'SELECT, INSERT');
CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR TRUNCATE ON snapshot.dashboard_snapshot
    FOR EACH STATEMENT EXECUTE FUNCTION seal.refuse_rewriting();

-- Where each snapshot stands in the chain of its tenant, or stood, when it was retired: none is taken twice.
CREATE TABLE snapshot.change (
    tenant_id     uuid NOT NULL,
    seq           bigint NOT NULL,
    ordinal       integer NOT NULL,
    business_date date NOT NULL,
    revision      integer NOT NULL,
    PRIMARY KEY (tenant_id, seq, ordinal),
    UNIQUE (tenant_id, business_date, revision)
);
SELECT tenant.isolate('snapshot.change', 'SELECT', 'SELECT');
SELECT seal.make_append_only('snapshot.change');

-- A snapshot with its place in the chain: the version table of kind "snapshot". A probe of the primary key for each:
-- LIMIT 1 changes nothing but that, where the planner does not know the tables yet, it cannot join all with all. The key
-- comes from the place, so that a condition on the tenant narrows that first.
CREATE VIEW snapshot.sealed_snapshot WITH (security_invoker = true) AS
    SELECT place.seq, place.ordinal, place.tenant_id, place.business_date, place.revision, snap.slot_at, snap.known_seq,
           snap.captured_at, snap.origin, snap.definition_version, snap.settings_seq, snap.metrics, snap.revised
      FROM snapshot.change AS place
     CROSS JOIN LATERAL (SELECT * FROM snapshot.dashboard_snapshot AS s
                          WHERE s.tenant_id = place.tenant_id AND s.business_date = place.business_date
                            AND s.revision = place.revision
                          LIMIT 1) AS snap;
GRANT SELECT ON snapshot.sealed_snapshot TO vouch_app, vouch_batch;

CREATE FUNCTION history.subject_id(v snapshot.sealed_snapshot) RETURNS text
LANGUAGE sql STABLE RETURN seal.date_text(v.business_date) || '/' || v.revision;
SELECT history.define_canonical('snapshot.sealed_snapshot');
INSERT INTO seal.subject_kind VALUES ('snapshot', 'snapshot.sealed_snapshot');

-- A period that was reported: to a board, to a regulator. What was reported is the snapshot of its last day, in this
-- revision; its days are neither revised nor retired any more.
CREATE TABLE snapshot.sealed_period (
    tenant_id    uuid NOT NULL REFERENCES tenant.tenant,
    id           uuid NOT NULL,
    grain        text NOT NULL CHECK (grain IN ('week', 'month', 'quarter', 'year')),
    label        text NOT NULL,
    starts_on    date NOT NULL,
    ends_on      date NOT NULL,
    revision     integer NOT NULL,
    effective_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, grain, starts_on)
);
CREATE INDEX sealed_period_end ON snapshot.sealed_period (tenant_id, ends_on) INCLUDE (starts_on, revision);
SELECT tenant.isolate('snapshot.sealed_period', 'SELECT, INSERT', 'SELECT');
SELECT seal.make_append_only('snapshot.sealed_period');
CREATE TABLE history.sealed_period_version (
    tenant_id uuid NOT NULL, seq bigint NOT NULL, ordinal integer NOT NULL,
    id uuid NOT NULL, effective_at timestamptz NOT NULL, deleted boolean NOT NULL,
    grain text, label text, starts_on date, ends_on date, revision integer
);
SELECT history.track('sealed_period', 'snapshot.sealed_period');

-- After the change set was opened (n_append_on_insert): the head is locked, so nothing it asks changes meanwhile.
CREATE FUNCTION snapshot.refuse_what_cannot_be_sealed() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    sealed snapshot.sealed_period;
BEGIN
    FOR sealed IN SELECT * FROM new_rows LOOP
        IF NOT EXISTS (SELECT FROM tenant.periods(sealed.tenant_id, sealed.grain, sealed.starts_on, sealed.starts_on) AS p
                        WHERE (p.label, p.starts_on, p.ends_on) = (sealed.label, sealed.starts_on, sealed.ends_on)) THEN
            RAISE EXCEPTION 'the calendar of the tenant has no % "%" from % to %', sealed.grain, sealed.label,
                seal.date_text(sealed.starts_on), seal.date_text(sealed.ends_on) USING ERRCODE = 'VO001';
        ELSIF tenant.day_start(sealed.tenant_id, sealed.ends_on + 1) > (SELECT open_recorded_at FROM seal.head
                                                                         WHERE tenant_id = sealed.tenant_id) THEN
            RAISE EXCEPTION '% has not ended: its last day is %', sealed.label, seal.date_text(sealed.ends_on)
                USING ERRCODE = 'VO001';
        ELSIF NOT EXISTS (SELECT FROM snapshot.dashboard_snapshot AS s
                           WHERE s.tenant_id = sealed.tenant_id AND s.business_date = sealed.ends_on
                             AND s.revision = sealed.revision) THEN
            RAISE EXCEPTION '% has no snapshot of its last day, %, revision %: capture or replay that day first',
                sealed.label, seal.date_text(sealed.ends_on), sealed.revision USING ERRCODE = 'VO001';
        ELSIF EXISTS (SELECT FROM snapshot.sealed_period AS other
                       WHERE other.tenant_id = sealed.tenant_id AND other.ends_on = sealed.ends_on
                         AND other.revision <> sealed.revision) THEN
            RAISE EXCEPTION '% was reported already, in another revision than %: a period that ends on the same day is sealed with it',
                seal.date_text(sealed.ends_on), sealed.revision USING ERRCODE = 'VO001';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER o_refuse_what_cannot_be_sealed AFTER INSERT ON snapshot.sealed_period REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION snapshot.refuse_what_cannot_be_sealed();

-- What counts as reported of each day that has a snapshot: the revision that a period ending on it was sealed with, else
-- the first.
CREATE VIEW snapshot.reported_snapshot WITH (security_invoker = true) AS
    SELECT s.*
      FROM snapshot.dashboard_snapshot AS s
     WHERE s.revision = coalesce((SELECT p.revision FROM snapshot.sealed_period AS p
                                   WHERE p.tenant_id = s.tenant_id AND p.ends_on = s.business_date LIMIT 1), 1);
GRANT SELECT ON snapshot.reported_snapshot TO vouch_app, vouch_batch;

CREATE FUNCTION snapshot.enter_the_chain() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    entered bigint;
    refused record;
BEGIN
    IF NOT EXISTS (SELECT FROM new_rows) THEN
        RETURN NULL;
    END IF;
    PERFORM seal.open_change_sets(ARRAY(SELECT DISTINCT tenant_id FROM new_rows));
    IF EXISTS (SELECT FROM new_rows WHERE revision > 1) THEN
        PERFORM snapshot.refuse_revision(n.tenant_id, n.business_date, n.revision) FROM new_rows AS n WHERE n.revision > 1;
    END IF;
    INSERT INTO snapshot.change (tenant_id, seq, ordinal, business_date, revision)
    SELECT n.tenant_id, h.seq + 1, h.open_count + row_number() OVER (PARTITION BY n.tenant_id ORDER BY n.business_date, n.revision),
           n.business_date, n.revision
      FROM new_rows AS n JOIN seal.head AS h USING (tenant_id)
        ON CONFLICT (tenant_id, business_date, revision) DO NOTHING;
    GET DIAGNOSTICS entered = ROW_COUNT;
    -- Only now: the key finds a place that is taken however the planner knew the table when this session first asked.
    IF entered < (SELECT count(*) FROM new_rows) THEN
        SELECT n.business_date, n.revision, c.seq INTO refused
          FROM new_rows AS n JOIN snapshot.change AS c USING (tenant_id, business_date, revision)
          JOIN seal.head AS h USING (tenant_id)
         WHERE c.seq <= h.seq
         LIMIT 1;
        RAISE EXCEPTION 'the snapshot of %, revision %, was recorded by change set % and is gone: it is not taken again',
            seal.date_text(refused.business_date), refused.revision, refused.seq
            USING ERRCODE = 'VO001', HINT = 'vouch verify says whether it was retired or taken away.';
    END IF;
    PERFORM seal.count_changes(tenant_id, 'snapshot', count(*)) FROM new_rows GROUP BY tenant_id;
    RETURN NULL;
END $$;

-- Raises where a day may not have this revision, above 1: the one before it is missing, or the day was reported.
CREATE FUNCTION snapshot.refuse_revision(p_tenant_id uuid, day date, revision integer) RETURNS void
LANGUAGE plpgsql STABLE AS $$
DECLARE
    reported text := (SELECT label FROM snapshot.sealed_period
                       WHERE tenant_id = p_tenant_id AND day BETWEEN starts_on AND ends_on ORDER BY ends_on LIMIT 1);
BEGIN
    IF reported IS NOT NULL THEN
        RAISE EXCEPTION '% lies in %, which was reported: its snapshots are not revised', seal.date_text(day), reported
            USING ERRCODE = 'VO001';
    ELSIF NOT EXISTS (SELECT FROM snapshot.dashboard_snapshot AS s
                       WHERE s.tenant_id = p_tenant_id AND s.business_date = day
                         AND s.revision = refuse_revision.revision - 1) THEN
        RAISE EXCEPTION '% has no revision % that revision % could follow', seal.date_text(day), revision - 1, revision
            USING ERRCODE = 'VO001';
    END IF;
END $$;
REVOKE ALL ON FUNCTION snapshot.enter_the_chain() FROM PUBLIC;  -- nobody else may put it behind a table of his own
CREATE TRIGGER n_enter_the_chain AFTER INSERT ON snapshot.dashboard_snapshot REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION snapshot.enter_the_chain();

-- In what two documents of metrics differ: [{path, was, is}] by path; null where they do not. Unknown and absent are the
-- same.
CREATE FUNCTION snapshot.differences(was jsonb, "is" jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_agg(jsonb_build_object('path', path, 'was', one.value, 'is', other.value) ORDER BY path COLLATE "C")
      FROM (SELECT g.key || '.' || m.key AS path, m.value FROM jsonb_each(was) AS g, jsonb_each(g.value) AS m) AS one
      FULL JOIN (SELECT g.key || '.' || m.key AS path, m.value FROM jsonb_each("is") AS g, jsonb_each(g.value) AS m) AS other
           USING (path)
     WHERE coalesce(one.value, 'null') <> coalesce(other.value, 'null')
$$;

-- What retention does with each snapshot of a tenant: kept_as says why it stays, by the first reason that holds; null: it
-- goes. Of every week, month, quarter and year of the tenant's calendar the last day that has a snapshot stays, so that a
-- trend by any of them shows the same figures afterwards.
CREATE FUNCTION snapshot.retention(p_tenant_id uuid, keep_days integer, today date)
RETURNS TABLE (business_date date, revision integer, kept_as text)
LANGUAGE sql STABLE AS $$
    WITH border AS (
        SELECT min(s.business_date) AS first, max(s.business_date) AS last
          FROM snapshot.dashboard_snapshot AS s WHERE s.tenant_id = p_tenant_id
    ), period_end AS (
        SELECT DISTINCT ON (held.business_date) held.business_date, of_grain.grain
          FROM border
         CROSS JOIN unnest('{year,quarter,month,week}'::text[]) WITH ORDINALITY AS of_grain(grain, rank)
         CROSS JOIN LATERAL tenant.periods(p_tenant_id, of_grain.grain, border.first, border.last) AS period
         CROSS JOIN LATERAL (SELECT s.business_date FROM snapshot.dashboard_snapshot AS s
                              WHERE s.tenant_id = p_tenant_id
                                AND s.business_date BETWEEN period.starts_on AND period.ends_on
                              ORDER BY s.business_date DESC LIMIT 1) AS held
         WHERE border.first IS NOT NULL
         ORDER BY held.business_date, of_grain.rank
    ), revised AS (
        SELECT s.business_date FROM snapshot.dashboard_snapshot AS s
         WHERE s.tenant_id = p_tenant_id AND s.revision > 1
    )
    SELECT s.business_date, s.revision,
           CASE WHEN today - s.business_date < keep_days THEN 'recent'
                WHEN EXISTS (SELECT FROM snapshot.sealed_period AS p
                              WHERE p.tenant_id = p_tenant_id AND s.business_date BETWEEN p.starts_on AND p.ends_on)
                THEN 'sealed'
                WHEN s.business_date IN (SELECT r.business_date FROM revised AS r) THEN 'revised'
                WHEN period_end.grain IS NOT NULL THEN period_end.grain || '_end'
                WHEN s.business_date = border.first THEN 'first'
                WHEN s.business_date = border.last THEN 'last'
                WHEN place.seq IS NULL THEN 'unlisted'  -- put in by hand: evidence
           END
      FROM snapshot.dashboard_snapshot AS s CROSS JOIN border LEFT JOIN period_end USING (business_date)
      LEFT JOIN snapshot.change AS place ON place.tenant_id = p_tenant_id AND place.business_date = s.business_date
                                        AND place.revision = s.revision
     WHERE s.tenant_id = p_tenant_id
     ORDER BY s.business_date, s.revision
$$;

-- The snapshots that may go, as a retirement lists them: [{id, digest, seq, ordinal}], digest and place as their change
-- set has them; null where none may.
CREATE FUNCTION snapshot.retirable(p_tenant_id uuid, keep_days integer, today date) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT jsonb_agg(jsonb_build_object('id', seal.date_text(held.business_date) || '/' || held.revision,
                                        'digest', encode(link.digests[place.ordinal], 'hex'),
                                        'seq', place.seq, 'ordinal', place.ordinal)
                     ORDER BY held.business_date, held.revision)
      FROM snapshot.retention(p_tenant_id, keep_days, today) AS held
      JOIN snapshot.change AS place ON place.tenant_id = p_tenant_id AND place.business_date = held.business_date
                                   AND place.revision = held.revision
      JOIN seal.change_set AS link ON link.tenant_id = p_tenant_id AND link.seq = place.seq
     WHERE held.kept_as IS NULL
$$;

-- A retirement takes old snapshots away and lists them, so that the chain accounts for each. To insert one is to delete
-- what it lists; nothing else deletes a snapshot.
CREATE TABLE snapshot.retirement (
    tenant_id    uuid NOT NULL REFERENCES tenant.tenant,
    id           uuid NOT NULL,
    keep_days    integer NOT NULL CHECK (keep_days >= 0),
    snapshots    jsonb NOT NULL CHECK (jsonb_typeof(snapshots) = 'array' AND snapshots <> '[]'),
    effective_at timestamptz,
    PRIMARY KEY (tenant_id, id)
);
COMMENT ON COLUMN snapshot.retirement.snapshots IS 'what it took away, as the chain lists it: [{id, digest, seq, ordinal}]';
SELECT tenant.isolate('snapshot.retirement', 'SELECT', 'SELECT, INSERT');
SELECT seal.make_append_only('snapshot.retirement');
CREATE TABLE history.retirement_version (
    tenant_id uuid NOT NULL, seq bigint NOT NULL, ordinal integer NOT NULL,
    id uuid NOT NULL, effective_at timestamptz NOT NULL, deleted boolean NOT NULL,
    keep_days integer, snapshots jsonb
);
SELECT history.track('retirement', 'snapshot.retirement');

-- Deletes what new retirements list, after their change set was opened (n_append_on_insert). Refused unless every one of
-- them may go by the rules as of now, is listed as the chain lists it, and still is what was sealed: an altered snapshot
-- is evidence.
CREATE FUNCTION snapshot.retire() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    retired snapshot.retirement;
    today   date;
    refused text;
BEGIN
    FOR retired IN SELECT * FROM new_rows LOOP
        today := (SELECT tenant.business_date(h.tenant_id, h.open_recorded_at) FROM seal.head AS h
                   WHERE h.tenant_id = retired.tenant_id);
        refused := (SELECT coalesce(listed ->> 'id', listed::text)
                      FROM (SELECT jsonb_array_elements(retired.snapshots) AS listed
                            EXCEPT
                            SELECT jsonb_array_elements(snapshot.retirable(retired.tenant_id, retired.keep_days, today))) AS rest
                     ORDER BY 1 LIMIT 1);
        IF refused IS NOT NULL THEN
            RAISE EXCEPTION 'snapshot % is not retired: %', refused,
                coalesce((SELECT 'the rules keep it (' || held.kept_as || ')'
                            FROM snapshot.retention(retired.tenant_id, retired.keep_days, today) AS held
                           WHERE seal.date_text(held.business_date) || '/' || held.revision = refused
                             AND held.kept_as IS NOT NULL), 'the chain does not list it so') USING ERRCODE = 'VO001';
        END IF;
        refused := (SELECT history.subject_id(v)
                      FROM jsonb_array_elements(retired.snapshots) AS listed
                      JOIN snapshot.sealed_snapshot AS v ON v.tenant_id = retired.tenant_id
                       AND v.seq = (listed ->> 'seq')::bigint AND v.ordinal = (listed ->> 'ordinal')::integer
                     WHERE encode(sha256(convert_to(history.canonical(v), 'UTF8')), 'hex') <> listed ->> 'digest' LIMIT 1);
        IF refused IS NOT NULL THEN
            RAISE EXCEPTION 'snapshot % is not retired: it is not what was sealed, vouch verify says more', refused
                USING ERRCODE = 'VO001';
        END IF;
        DELETE FROM snapshot.dashboard_snapshot AS s
         USING jsonb_array_elements(retired.snapshots) AS listed
         WHERE s.tenant_id = retired.tenant_id
           AND s.business_date = split_part(listed ->> 'id', '/', 1)::date
           AND s.revision = split_part(listed ->> 'id', '/', 2)::integer;
    END LOOP;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION snapshot.retire() FROM PUBLIC;  -- nobody else may put it behind a table of his own
CREATE TRIGGER o_retire AFTER INSERT ON snapshot.retirement REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION snapshot.retire();

-- Whoever deletes snapshots: only within a transaction that retires some, and only what that retirement lists.
CREATE FUNCTION snapshot.refuse_unrecorded_deletion() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    refused text;
BEGIN
    IF TG_WHEN = 'BEFORE' THEN
        IF NOT EXISTS (SELECT FROM seal.head
                        WHERE open_transaction = pg_current_xact_id() AND 'retirement' = ANY (open_kinds)) THEN
            RAISE EXCEPTION 'snapshot.dashboard_snapshot is append-only: DELETE is refused; only a retirement takes snapshots away'
                USING ERRCODE = 'VO003';
        END IF;
        RETURN NULL;
    END IF;
    refused := (SELECT rest.id
                  FROM (SELECT o.tenant_id, seal.date_text(o.business_date) || '/' || o.revision AS id FROM old_rows AS o
                        EXCEPT
                        SELECT v.tenant_id, listed ->> 'id'
                          FROM seal.head AS h
                          JOIN history.retirement_version AS v ON v.tenant_id = h.tenant_id AND v.seq = h.seq + 1
                         CROSS JOIN jsonb_array_elements(v.snapshots) AS listed
                         WHERE h.tenant_id IN (SELECT o.tenant_id FROM old_rows AS o)
                           AND h.open_transaction = pg_current_xact_id()) AS rest
                 ORDER BY 1 LIMIT 1);
    IF refused IS NOT NULL THEN
        RAISE EXCEPTION 'snapshot % is not deleted: no retirement of this transaction lists it', refused USING ERRCODE = 'VO003';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER refuse_deletion BEFORE DELETE ON snapshot.dashboard_snapshot
    FOR EACH STATEMENT EXECUTE FUNCTION snapshot.refuse_unrecorded_deletion();
CREATE TRIGGER refuse_unrecorded_deletion AFTER DELETE ON snapshot.dashboard_snapshot REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION snapshot.refuse_unrecorded_deletion();
