-- The present of the audit programme: what people and imports write. Each table is tracked: its past is in history.
CREATE SCHEMA record;
GRANT USAGE ON SCHEMA record TO vouch_app, vouch_batch;

-- A branch or a head-office department.
CREATE TABLE record.branch (
    tenant_id    uuid NOT NULL REFERENCES tenant.tenant,
    id           uuid NOT NULL,
    code         text NOT NULL CHECK (length(code) BETWEEN 1 AND 60),
    name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    type         text,
    city         text,
    state        text,
    active_from  date,
    active_to    date CHECK (active_to >= active_from),
    external_ref text,
    effective_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, code)
);
CREATE TABLE record.audit_area (
    tenant_id    uuid NOT NULL REFERENCES tenant.tenant,
    id           uuid NOT NULL,
    name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    external_ref text,
    effective_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
);
-- The plan of one quarter of a fiscal year; fiscal_year is the year that it starts in.
CREATE TABLE record.audit_plan (
    tenant_id    uuid NOT NULL REFERENCES tenant.tenant,
    id           uuid NOT NULL,
    fiscal_year  integer NOT NULL CHECK (fiscal_year BETWEEN 1900 AND 2200),
    quarter      integer NOT NULL CHECK (quarter BETWEEN 1 AND 4),
    external_ref text,
    effective_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, fiscal_year, quarter)
);
CREATE TABLE record.engagement (
    tenant_id        uuid NOT NULL REFERENCES tenant.tenant,
    id               uuid NOT NULL,
    plan_id          uuid,
    branch_id        uuid,
    area_id          uuid,
    status           text NOT NULL CHECK (status IN ('PLANNED', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED')),
    scheduled_on     date,
    completed_on     date,
    report_number    text,
    report_issued_on date,
    rating           text,
    auditor          text,
    external_ref     text,
    effective_at     timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, external_ref),
    FOREIGN KEY (tenant_id, plan_id) REFERENCES record.audit_plan,
    FOREIGN KEY (tenant_id, branch_id) REFERENCES record.branch,
    FOREIGN KEY (tenant_id, area_id) REFERENCES record.audit_area,
    CHECK ((status = 'COMPLETED') = (completed_on IS NOT NULL))
);
COMMENT ON COLUMN record.engagement.auditor IS 'name of the auditor it is assigned to';
-- A compliance requirement.
CREATE TABLE record.requirement (
    tenant_id             uuid NOT NULL REFERENCES tenant.tenant,
    id                    uuid NOT NULL,
    requirement           text NOT NULL CHECK (length(requirement) BETWEEN 5 AND 4000),
    category              text,
    status                text NOT NULL DEFAULT 'PENDING'
        CHECK (status IN ('COMPLIANT', 'PARTIAL', 'NON_COMPLIANT', 'PENDING', 'NOT_APPLICABLE')),
    not_applicable_reason text,
    priority              text,
    frequency             text,
    owner                 text,
    circular_reference    text,
    next_review_on        date,
    external_ref          text,
    effective_at          timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, external_ref),
    CHECK (status <> 'NOT_APPLICABLE' OR not_applicable_reason IS NOT NULL)
);
-- An observation (finding): the narrow facts that metrics and lists need. Its words are in record.observation_text.
CREATE TABLE record.observation (
    tenant_id              uuid NOT NULL REFERENCES tenant.tenant,
    id                     uuid NOT NULL,
    reference              text,
    source                 text,
    severity               text NOT NULL CHECK (severity IN ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
    assessed_severity      text CHECK (assessed_severity IN ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
    status                 text NOT NULL DEFAULT 'DRAFT'
        CHECK (status IN ('DRAFT', 'SUBMITTED', 'REVIEWED', 'WITHDRAWN', 'ISSUED', 'RESPONSE', 'COMPLIANCE', 'CLOSED',
                          'NO_LONGER_VALID', 'RISK_ACCEPTED')),
    branch_id              uuid,
    area_id                uuid,
    risk_category          text,
    engagement_id          uuid,
    repeat_of_id           uuid CONSTRAINT never_repeats_itself CHECK (repeat_of_id <> id),
    found_on               date,
    issued_at              timestamptz,
    original_due_on        date,
    due_on                 date,
    response_due_on        date,
    implemented_on         date,
    closed_at              timestamptz,
    closing_basis          text CHECK (closing_basis IN ('TESTED', 'DOCUMENTS', 'MANAGEMENT')),
    risk_accepted_until    date,
    amount_at_risk_minor   bigint CHECK (amount_at_risk_minor >= 0),
    recovered_minor        bigint CHECK (recovered_minor >= 0),
    external_ref           text,
    version                integer NOT NULL DEFAULT 1,
    effective_at           timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, external_ref),
    FOREIGN KEY (tenant_id, branch_id) REFERENCES record.branch,
    FOREIGN KEY (tenant_id, area_id) REFERENCES record.audit_area,
    FOREIGN KEY (tenant_id, engagement_id) REFERENCES record.engagement,
    FOREIGN KEY (tenant_id, repeat_of_id) REFERENCES record.observation,
    CONSTRAINT issued_has_a_date CHECK ((status IN ('DRAFT', 'SUBMITTED', 'REVIEWED', 'WITHDRAWN')) = (issued_at IS NULL)),
    CONSTRAINT closed_has_a_date CHECK ((status = 'CLOSED') = (closed_at IS NOT NULL))
);
COMMENT ON COLUMN record.observation.implemented_on IS 'the date that management states; audit has not confirmed it';
COMMENT ON COLUMN record.observation.version IS 'optimistic lock: every move names the version it saw';
CREATE INDEX observation_of_engagement ON record.observation (tenant_id, engagement_id);
CREATE INDEX observation_repeats ON record.observation (tenant_id, repeat_of_id) WHERE repeat_of_id IS NOT NULL;

CREATE TABLE record.observation_text (
    tenant_id      uuid NOT NULL,
    id             uuid NOT NULL,
    title          text NOT NULL CHECK (length(title) BETWEEN 5 AND 200),
    condition      text CHECK (length(condition) >= 10),
    criteria       text CHECK (length(criteria) >= 10),
    cause          text CHECK (length(cause) >= 10),
    effect         text CHECK (length(effect) >= 10),
    recommendation text CHECK (length(recommendation) >= 10),
    effective_at   timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, id) REFERENCES record.observation
);

-- One import of one set of files.
CREATE TABLE record.import (
    tenant_id     uuid NOT NULL REFERENCES tenant.tenant,
    id            uuid NOT NULL,
    source        text NOT NULL,
    mapping_hash  bytea NOT NULL,
    started_at    timestamptz NOT NULL,
    finished_at   timestamptz,
    effective_at  timestamptz,
    PRIMARY KEY (tenant_id, id)
);
-- One file of an import: what stands in it, how much of it was loaded, and how far the import has come.
CREATE TABLE record.import_file (
    tenant_id     uuid NOT NULL,
    id            uuid NOT NULL,
    import_id     uuid NOT NULL,
    name          text NOT NULL,
    kind          text NOT NULL,
    sha256        bytea NOT NULL CHECK (length(sha256) = 32),
    rows_in       bigint NOT NULL DEFAULT 0,
    rows_loaded   bigint NOT NULL DEFAULT 0,
    rows_rejected bigint NOT NULL DEFAULT 0,
    rows_ignored  bigint NOT NULL DEFAULT 0,
    effective_at  timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, import_id) REFERENCES record.import,
    CHECK (rows_in = rows_loaded + rows_rejected + rows_ignored)
);
COMMENT ON COLUMN record.import_file.rows_in IS 'rows of the file dealt with so far: an interrupted import goes on behind them';

-- What an import could not take as it stands in a file. effect: what became of the row.
CREATE TABLE record.import_exception (
    tenant_id  uuid NOT NULL,
    import_id  uuid NOT NULL,
    ordinal    bigint NOT NULL,
    file       text NOT NULL,
    row_number bigint NOT NULL,
    field      text NOT NULL,
    value      text NOT NULL,
    reason     text NOT NULL,
    code       text NOT NULL,
    effect     text NOT NULL CHECK (effect IN ('row_rejected', 'row_colliding', 'value_refused', 'value_noted')),
    PRIMARY KEY (tenant_id, import_id, ordinal),
    FOREIGN KEY (tenant_id, import_id) REFERENCES record.import
);
-- What a source last said about a row: tells a newer file's changes from those made here since.
CREATE TABLE record.source_row (
    tenant_id uuid NOT NULL REFERENCES tenant.tenant,
    id        uuid NOT NULL,
    digest    bytea NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

-- Which findings a source says are the same thing found again: those of a series. A row goes with its observation, and
-- with the day that was found on.
CREATE TABLE record.source_series (
    tenant_id    uuid NOT NULL,
    id           uuid NOT NULL,
    series       uuid NOT NULL,
    found_on     date,
    brought_by   bigint NOT NULL,
    place        integer NOT NULL,
    repeat_of_id uuid,
    PRIMARY KEY (tenant_id, id)
);
COMMENT ON COLUMN record.source_series.series IS 'a hash of what makes two rows of the source the same finding';
COMMENT ON COLUMN record.source_series.brought_by IS 'number of the change set; place: of the row in it. Together the order of the file';
COMMENT ON COLUMN record.source_series.repeat_of_id IS 'what the source last made it a repeat of: told from a link made here';
-- One probe finds the first row of the latest visit before a day.
CREATE INDEX source_series_visits ON record.source_series (tenant_id, series, found_on DESC, brought_by, place);

-- Since when a change holds of which a newer file does not say since when: since the file was extracted, or since the
-- last thing known of the row, whichever is later. kind: of the row; as_of: the start of the day of extraction.
CREATE FUNCTION record.change_holds_from(kind text, p_tenant_id uuid, p_id uuid, as_of timestamptz) RETURNS timestamptz
LANGUAGE plpgsql STABLE AS $$
DECLARE
    latest timestamptz;
BEGIN
    EXECUTE format('SELECT effective_at FROM history.%I WHERE tenant_id = $1 AND id = $2
                     ORDER BY effective_at DESC, seq DESC, ordinal DESC LIMIT 1', kind || '_version')
       INTO latest USING p_tenant_id, p_id;
    RETURN greatest(latest, as_of);
END $$;

-- The first due date an observation was given is never overwritten: ageing is told against it.
CREATE FUNCTION record.keep_original_due_date() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'observation %: the original due date % is never overwritten; extend due_on instead',
        OLD.id, OLD.original_due_on USING ERRCODE = 'VO001';
END $$;
CREATE TRIGGER a_keep_original_due_date BEFORE UPDATE ON record.observation FOR EACH ROW
    WHEN (OLD.original_due_on IS DISTINCT FROM NEW.original_due_on AND OLD.original_due_on IS NOT NULL)
    EXECUTE FUNCTION record.keep_original_due_date();

SELECT tenant.isolate(written, 'SELECT, INSERT, UPDATE, DELETE', 'SELECT')
  FROM unnest(ARRAY['record.branch', 'record.audit_area', 'record.audit_plan', 'record.engagement', 'record.requirement',
                    'record.observation', 'record.observation_text', 'record.source_series']::regclass[]) AS written;
SELECT tenant.isolate(written, 'SELECT, INSERT, UPDATE', 'SELECT')
  FROM unnest(ARRAY['record.import', 'record.import_file', 'record.source_row']::regclass[]) AS written;
SELECT tenant.isolate('record.import_exception', 'SELECT, INSERT', 'SELECT');
SELECT seal.make_append_only('record.import_exception');
SELECT seal.make_writers_take_turns(written)  -- the others are tracked, which includes it
  FROM unnest(ARRAY['record.source_row', 'record.source_series', 'record.import_exception']::regclass[]) AS written;

-- What history keeps of each. External references are bookkeeping of the source and stay in the present.
CREATE TABLE history.branch_version (
    tenant_id uuid NOT NULL, seq bigint NOT NULL, ordinal integer NOT NULL,
    id uuid NOT NULL, effective_at timestamptz NOT NULL, deleted boolean NOT NULL,
    code text, name text, type text, city text, state text, active_from date, active_to date
);
CREATE TABLE history.area_version (
    tenant_id uuid NOT NULL, seq bigint NOT NULL, ordinal integer NOT NULL,
    id uuid NOT NULL, effective_at timestamptz NOT NULL, deleted boolean NOT NULL,
    name text
);
CREATE TABLE history.plan_version (
    tenant_id uuid NOT NULL, seq bigint NOT NULL, ordinal integer NOT NULL,
    id uuid NOT NULL, effective_at timestamptz NOT NULL, deleted boolean NOT NULL,
    fiscal_year integer, quarter integer
);
CREATE TABLE history.engagement_version (
    tenant_id uuid NOT NULL, seq bigint NOT NULL, ordinal integer NOT NULL,
    id uuid NOT NULL, effective_at timestamptz NOT NULL, deleted boolean NOT NULL,
    status text, plan_id uuid, branch_id uuid, area_id uuid, scheduled_on date, completed_on date,
    report_number text, report_issued_on date, rating text, auditor text
);
CREATE TABLE history.requirement_version (
    tenant_id uuid NOT NULL, seq bigint NOT NULL, ordinal integer NOT NULL,
    id uuid NOT NULL, effective_at timestamptz NOT NULL, deleted boolean NOT NULL,
    requirement text, category text, status text, not_applicable_reason text, priority text, frequency text, owner text,
    circular_reference text, next_review_on date
);
CREATE TABLE history.observation_version (
    tenant_id uuid NOT NULL, seq bigint NOT NULL, ordinal integer NOT NULL,
    id uuid NOT NULL, effective_at timestamptz NOT NULL, deleted boolean NOT NULL,
    status text, severity text, assessed_severity text, reference text, source text, branch_id uuid, area_id uuid,
    risk_category text, engagement_id uuid, repeat_of_id uuid, found_on date, issued_at timestamptz,
    original_due_on date, due_on date, response_due_on date, implemented_on date, closed_at timestamptz,
    closing_basis text, risk_accepted_until date, amount_at_risk_minor bigint, recovered_minor bigint,
    was_deleted boolean, was_status text, was_severity text, restates boolean NOT NULL
);
CREATE TABLE history.observation_text_version (
    tenant_id uuid NOT NULL, seq bigint NOT NULL, ordinal integer NOT NULL,
    id uuid NOT NULL, effective_at timestamptz NOT NULL, deleted boolean NOT NULL,
    title text, condition text, criteria text, cause text, effect text, recommendation text
);
CREATE TABLE history.import_version (
    tenant_id uuid NOT NULL, seq bigint NOT NULL, ordinal integer NOT NULL,
    id uuid NOT NULL, effective_at timestamptz NOT NULL, deleted boolean NOT NULL,
    source text, mapping_hash bytea, started_at timestamptz, finished_at timestamptz
);
CREATE TABLE history.import_file_version (
    tenant_id uuid NOT NULL, seq bigint NOT NULL, ordinal integer NOT NULL,
    id uuid NOT NULL, effective_at timestamptz NOT NULL, deleted boolean NOT NULL,
    import_id uuid, name text, kind text, sha256 bytea, rows_in bigint, rows_loaded bigint, rows_rejected bigint,
    rows_ignored bigint
);
SELECT history.track('branch', 'record.branch', '{deleted,active_from,active_to}');
SELECT history.track('area', 'record.audit_area');
SELECT history.track('plan', 'record.audit_plan');
SELECT history.track('engagement', 'record.engagement', '{deleted,status,branch_id,scheduled_on,completed_on}');
SELECT history.track('requirement', 'record.requirement', '{deleted,status,next_review_on}');
SELECT history.track('observation', 'record.observation',
                     '{deleted,status,severity,original_due_on,due_on,implemented_on}');
SELECT history.track('observation_text', 'record.observation_text');
SELECT history.track('import', 'record.import');
SELECT history.track('import_file', 'record.import_file');

-- What an observation counts as. before: it was never issued, or never recorded.
CREATE FUNCTION record.standing(status text, deleted boolean) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN deleted THEN 'gone'
            WHEN status IN ('ISSUED', 'RESPONSE', 'COMPLIANCE') THEN 'outstanding'
            WHEN status = 'CLOSED' THEN 'closed'
            WHEN status = 'NO_LONGER_VALID' THEN 'invalid'
            WHEN status = 'RISK_ACCEPTED' THEN 'accepted'
            WHEN status = 'WITHDRAWN' THEN 'withdrawn'
            ELSE 'before' END;

-- The steps of a roll-forward: versions that change what an observation counts as, and those that take the place of one.
CREATE INDEX observation_step ON history.observation_version (tenant_id, id, effective_at DESC, seq DESC, ordinal DESC)
    INCLUDE (status, deleted, severity, was_status, was_deleted, was_severity)
    WHERE restates OR record.standing(was_status, was_deleted) <> record.standing(status, deleted)
          OR was_severity <> severity;

-- What people call a row of the record, from its facts as known at a sequence number: a reference and a title.
CREATE FUNCTION record.name_of(kind text, p_tenant_id uuid, p_id uuid, facts jsonb, known_seq bigint) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT CASE kind
           WHEN 'observation' THEN concat_ws(' ', facts ->> 'reference',
                (SELECT t.title FROM history.observation_text_version AS t
                  WHERE t.tenant_id = p_tenant_id AND t.id = p_id AND t.seq <= known_seq AND t.title IS NOT NULL
                  ORDER BY t.effective_at DESC, t.seq DESC, t.ordinal DESC LIMIT 1))
           WHEN 'requirement' THEN facts ->> 'requirement'
           WHEN 'engagement' THEN concat_ws(' ', facts ->> 'report_number', 'scheduled on ' || (facts ->> 'scheduled_on'))
           WHEN 'branch' THEN concat_ws(' ', facts ->> 'code', facts ->> 'name')
           END
$$;

-- Persisting: the prior of a repeat still stood at the end of the day that the repeat was found, else it recurred.
-- prior_status: of the prior at that time; null: nothing was recorded of it.
CREATE FUNCTION record.kind_of_repeat(prior_status text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN record.standing(prior_status, false) IN ('outstanding', 'accepted') THEN 'persisting' ELSE 'recurred' END;

-- A repeat link is set once and cleared with a reason. The prior was found earlier than the repeat, so that links never
-- run in a circle. Fired behind history.append(), which has locked the tenant's head by then: of two writers at once,
-- the second checks what the first has committed.
CREATE FUNCTION record.check_repeat_links() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    changed text;  -- relation of the links that changed: tenant_id, id, was, prior_id, found_on, name
    wrong   record;
BEGIN
    IF TG_OP = 'INSERT' THEN
        changed := 'SELECT n.tenant_id, n.id, NULL::uuid AS was, n.repeat_of_id AS prior_id, n.found_on,
                           coalesce(n.reference, n.external_ref, n.id::text) AS name
                      FROM new_rows AS n WHERE n.repeat_of_id IS NOT NULL';
    ELSE
        changed := 'SELECT n.tenant_id, n.id, o.repeat_of_id AS was, n.repeat_of_id AS prior_id, n.found_on,
                           coalesce(n.reference, n.external_ref, n.id::text) AS name
                      FROM new_rows AS n JOIN old_rows AS o ON o.tenant_id = n.tenant_id AND o.id = n.id
                     WHERE (n.repeat_of_id, n.found_on) IS DISTINCT FROM (o.repeat_of_id, o.found_on)';
    END IF;
    -- Dynamic, as in history.append(): the plan must fit the number of rows. Each prior is one probe of the key.
    EXECUTE format('SELECT changed.*, prior.found_on AS prior_found_on,
                           coalesce(prior.reference, prior.external_ref, prior.id::text) AS prior_name
                      FROM (%s) AS changed
                      LEFT JOIN LATERAL (SELECT * FROM record.observation AS o
                                          WHERE o.tenant_id = changed.tenant_id AND o.id = changed.prior_id LIMIT 1) AS prior ON true
                     WHERE was <> prior_id OR (was IS NOT NULL AND prior_id IS NULL AND $1 = '''')
                        OR (prior_id IS NOT NULL AND (prior.found_on < changed.found_on) IS NOT TRUE)
                     LIMIT 1', changed)
       INTO wrong USING coalesce(btrim(current_setting('app.reason', true)), '');
    IF wrong.was <> wrong.prior_id THEN
        RAISE EXCEPTION 'observation % is linked to an earlier one already; clear that link first', wrong.name
            USING ERRCODE = 'VO001';
    ELSIF wrong.prior_id IS NOT NULL THEN
        RAISE EXCEPTION 'observation % (found on %) cannot be a repeat of % (found on %), which must have been found earlier',
            wrong.name, coalesce(wrong.found_on::text, 'no day'), wrong.prior_name,
            coalesce(wrong.prior_found_on::text, 'no day') USING ERRCODE = 'VO001';
    ELSIF wrong.id IS NOT NULL THEN
        RAISE EXCEPTION 'observation %: clearing a repeat link needs a reason', wrong.name USING ERRCODE = 'VO001';
    END IF;
    IF TG_OP = 'UPDATE' THEN
        EXECUTE format('SELECT changed.name, changed.found_on,
                               coalesce(repeat.reference, repeat.external_ref, repeat.id::text) AS repeat_name
                          FROM (%s) AS changed
                         CROSS JOIN LATERAL (SELECT * FROM record.observation AS o
                                              WHERE o.tenant_id = changed.tenant_id AND o.repeat_of_id = changed.id
                                                AND (changed.found_on < o.found_on) IS NOT TRUE LIMIT 1) AS repeat
                         LIMIT 1', changed)
           INTO wrong;
        IF wrong.name IS NOT NULL THEN
            RAISE EXCEPTION 'observation % cannot be found on %: % repeats it and was not found later', wrong.name,
                coalesce(wrong.found_on::text, 'no day'), wrong.repeat_name USING ERRCODE = 'VO001';
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER p_check_repeat_links_on_insert AFTER INSERT ON record.observation REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION record.check_repeat_links();
CREATE TRIGGER p_check_repeat_links_on_update AFTER UPDATE ON record.observation
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION record.check_repeat_links();

-- What was recorded is deleted with a reason. History keeps it.
CREATE FUNCTION record.refuse_unexplained_deletion() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(btrim(current_setting('app.reason', true)), '') = '' THEN
        RAISE EXCEPTION '% %: deleting needs a reason', TG_TABLE_NAME, OLD.id USING ERRCODE = 'VO001';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER a_refuse_unexplained_deletion BEFORE DELETE ON record.observation
    FOR EACH ROW EXECUTE FUNCTION record.refuse_unexplained_deletion();
CREATE TRIGGER a_refuse_unexplained_deletion BEFORE DELETE ON record.engagement
    FOR EACH ROW EXECUTE FUNCTION record.refuse_unexplained_deletion();

CREATE FUNCTION record.forget_series() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM record.source_series WHERE tenant_id = OLD.tenant_id AND id = OLD.id;
    RETURN NULL;
END $$;
CREATE TRIGGER p_forget_series AFTER DELETE ON record.observation
    FOR EACH ROW EXECUTE FUNCTION record.forget_series();
CREATE FUNCTION record.move_in_series() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE record.source_series SET found_on = NEW.found_on WHERE tenant_id = NEW.tenant_id AND id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER p_move_in_series AFTER UPDATE ON record.observation
    FOR EACH ROW WHEN (OLD.found_on IS DISTINCT FROM NEW.found_on) EXECUTE FUNCTION record.move_in_series();

-- Since when a link holds that a source makes or takes back after it brought the finding: since the finding; where the
-- link changed after that, as record.change_holds_from says. found_at: the start of the day that it was found.
CREATE FUNCTION record.link_holds_from(p_tenant_id uuid, p_id uuid, found_at timestamptz, as_of timestamptz)
RETURNS timestamptz
LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN bool_or(effective_at > found_at AND changed) THEN record.change_holds_from('observation', p_tenant_id, p_id, as_of)
           ELSE greatest(found_at, min(effective_at)) END
      FROM (SELECT effective_at, place > 1 AND repeat_of_id IS DISTINCT FROM repeated_before AS changed
              FROM (SELECT effective_at, repeat_of_id, row_number() OVER in_time AS place,
                           lag(repeat_of_id) OVER in_time AS repeated_before
                      FROM (SELECT DISTINCT ON (effective_at) effective_at, repeat_of_id
                              FROM history.observation_version
                             WHERE tenant_id = p_tenant_id AND id = p_id
                             ORDER BY effective_at, seq DESC, ordinal DESC) AS version
                    WINDOW in_time AS (ORDER BY effective_at)) AS step) AS timeline
$$;
