-- The daily record of a tenant's metrics. A snapshot of business date D is the state at the end of D, as known at
-- known_seq. Never updated: a revision is a new row.
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
    PRIMARY KEY (tenant_id, business_date, revision)
);
COMMENT ON COLUMN snapshot.dashboard_snapshot.settings_seq IS 'the change set that last changed the settings in force';
SELECT tenant.isolate('snapshot.dashboard_snapshot', 'SELECT', 'SELECT, INSERT');
SELECT seal.make_append_only('snapshot.dashboard_snapshot');

-- Where each snapshot stands in the chain of its tenant.
CREATE TABLE snapshot.change (
    tenant_id     uuid NOT NULL,
    seq           bigint NOT NULL,
    ordinal       integer NOT NULL,
    business_date date NOT NULL,
    revision      integer NOT NULL,
    PRIMARY KEY (tenant_id, seq, ordinal)
);
SELECT tenant.isolate('snapshot.change', 'SELECT', 'SELECT');
SELECT seal.make_append_only('snapshot.change');

-- A snapshot with its place in the chain: the version table of kind "snapshot". A probe of the primary key for each:
-- LIMIT 1 changes nothing but that, where the planner does not know the tables yet, it cannot join all with all. The key
-- comes from the place, so that a condition on the tenant narrows that first.
CREATE VIEW snapshot.sealed_snapshot WITH (security_invoker = true) AS
    SELECT place.seq, place.ordinal, place.tenant_id, place.business_date, place.revision, snap.slot_at, snap.known_seq,
           snap.captured_at, snap.origin, snap.definition_version, snap.settings_seq, snap.metrics
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

CREATE FUNCTION snapshot.enter_the_chain() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM new_rows) THEN
        RETURN NULL;
    END IF;
    PERFORM seal.open_change_sets(ARRAY(SELECT DISTINCT tenant_id FROM new_rows));
    INSERT INTO snapshot.change (tenant_id, seq, ordinal, business_date, revision)
    SELECT n.tenant_id, h.seq + 1, h.open_count + row_number() OVER (PARTITION BY n.tenant_id ORDER BY n.business_date, n.revision),
           n.business_date, n.revision
      FROM new_rows AS n JOIN seal.head AS h USING (tenant_id);
    PERFORM seal.count_changes(tenant_id, 'snapshot', count(*)) FROM new_rows GROUP BY tenant_id;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION snapshot.enter_the_chain() FROM PUBLIC;  -- nobody else may put it behind a table of his own
CREATE TRIGGER n_enter_the_chain AFTER INSERT ON snapshot.dashboard_snapshot REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION snapshot.enter_the_chain();
