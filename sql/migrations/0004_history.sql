-- Versions: what every tracked row looked like since when, as recorded when. A row of record.* or tenant.* is the
-- present; its versions are appended by triggers, whoever writes. State at (effective e, known n): among the versions
-- with seq <= n and effective_at < e, the last by (effective_at, seq, ordinal).
--
-- A version table has the columns tenant_id, seq, ordinal, id, effective_at, deleted and then its facts: those columns
-- of the tracked table that are kept. Everything below reads the facts from the version table, so that a new column is
-- added to both tables, history.track() is called again, and nothing else changes.
--
-- A version table may also follow some of its facts: a column was_X beside X holds what X was just before the version
-- became effective, as known when it was recorded (null: nothing was), and restates says that the version takes the
-- place of an earlier one effective at the same instant. A backdated change appends every later version again, so that
-- among versions with seq <= n, the last of each effective_at always follows the right one.
CREATE SCHEMA history;
GRANT USAGE ON SCHEMA history TO vouch_app, vouch_batch;

-- Whether a column of a version table is one of its facts: what the tracked table keeps, and nothing about the version.
CREATE FUNCTION history.is_fact(column_name text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN column_name NOT IN ('tenant_id', 'seq', 'ordinal', 'id', 'effective_at', 'deleted', 'restates')
       AND column_name NOT LIKE 'was\_%';

-- The names of the facts of a kind, in the order of its version table.
CREATE FUNCTION history.fact_names(kind text) RETURNS text[]
LANGUAGE sql STABLE STRICT AS $$
    SELECT array_agg(attname::text ORDER BY attnum)
      FROM pg_attribute
     WHERE attrelid = format('history.%I', kind || '_version')::regclass AND attnum > 0 AND NOT attisdropped
       AND history.is_fact(attname)
$$;

-- They as a list of columns with a prefix: facts('branch', 'n.') -> 'n.code, n.name, ...'.
CREATE FUNCTION history.facts(kind text, prefix text) RETURNS text
LANGUAGE sql STABLE STRICT AS $$
    SELECT string_agg(prefix || quote_ident(fact), ', ' ORDER BY place)
      FROM unnest(history.fact_names(kind)) WITH ORDINALITY AS named(fact, place)
$$;

-- The facts of a kind that are followed, "deleted" among them; none: an empty list.
CREATE FUNCTION history.followed(kind text) RETURNS text[]
LANGUAGE sql STABLE STRICT AS $$
    SELECT coalesce(array_agg(substr(attname, 5) ORDER BY attnum), '{}')
      FROM pg_attribute
     WHERE attrelid = format('history.%I', kind || '_version')::regclass AND NOT attisdropped AND attname LIKE 'was\_%'
$$;

-- The facts of a version that is given as JSON; null: the row is deleted.
CREATE FUNCTION history.facts_of(version jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN NOT (version ->> 'deleted')::boolean THEN
       (SELECT coalesce(jsonb_object_agg(fact.key, fact.value), '{}')
          FROM jsonb_each(version) AS fact WHERE history.is_fact(fact.key) AND fact.value <> 'null')
       END;

-- Facts without the dates and instants among them, which are named by how they end.
CREATE FUNCTION history.undated(facts jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN facts IS NOT NULL THEN
       (SELECT coalesce(jsonb_object_agg(fact.key, fact.value), '{}')
          FROM jsonb_each(facts) AS fact WHERE fact.key !~ '_(on|at|from|to|until)$')
       END;

-- Since when a change holds, as stated for the whole transaction (tenant.enter, parameter effective); null: when recorded.
CREATE FUNCTION history.state_effective_at() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.effective_at := nullif(current_setting('app.effective', true), '')::timestamptz;
    RETURN NEW;
END $$;

-- Appends one version to the open change set of its tenant. version: the facts and "deleted", as jsonb; before: the
-- version in force just before moment (null: none); restates: another version is effective at moment.
CREATE FUNCTION history.append_version(kind text, p_tenant_id uuid, version jsonb, moment timestamptz, before jsonb,
                                       restates boolean) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    head seal.head;
    fact text;
BEGIN
    FOREACH fact IN ARRAY history.followed(kind) LOOP
        version := version || jsonb_build_object('was_' || fact, before -> fact, 'restates', restates);
    END LOOP;
    head := seal.count_changes(p_tenant_id, kind, 1);
    EXECUTE format('INSERT INTO history.%1$I SELECT v.* FROM jsonb_populate_record(NULL::history.%1$I, $1) AS v',
                   kind || '_version')
      USING version || jsonb_build_object('seq', head.seq + 1, 'ordinal', head.open_count, 'effective_at', moment);
END $$;

-- Appends a backdated change of one row: the version at moment, and again every later-effective version with the change
-- carried forward. Refused where a later version changed the same fact: the two contradict each other.
-- becomes: the row after the change, with "deleted"; what differs from the version in force last is the change.
CREATE FUNCTION history.append_backdated(kind text, p_tenant_id uuid, p_id uuid, moment timestamptz, becomes jsonb)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    timeline jsonb[];  -- the versions in force today, one per effective_at, oldest first
    changed  jsonb;    -- the facts that change, with their new values
    previous jsonb;    -- the version in force just before the one looked at
    before   jsonb;    -- the version in force just before moment; null: none
    restates boolean := false;
    version  jsonb;
    fact     text;
BEGIN
    EXECUTE format('SELECT array_agg(to_jsonb(v) ORDER BY v.effective_at)
                      FROM (SELECT DISTINCT ON (effective_at) * FROM history.%I
                             WHERE tenant_id = $1 AND id = $2
                             ORDER BY effective_at, seq DESC, ordinal DESC) AS v', kind || '_version')
       INTO timeline USING p_tenant_id, p_id;
    SELECT jsonb_object_agg(key, becomes -> key) INTO changed
      FROM unnest(history.fact_names(kind) || 'deleted'::text) AS key
     WHERE becomes -> key IS DISTINCT FROM timeline[cardinality(timeline)] -> key;
    IF changed IS NULL THEN
        RETURN;
    END IF;

    previous := timeline[1];  -- before its first version a row is what it was then: a beginning can be moved back
    FOREACH version IN ARRAY timeline LOOP
        EXIT WHEN (version ->> 'effective_at')::timestamptz > moment;
        previous := version;
        restates := (version ->> 'effective_at')::timestamptz = moment;
        IF NOT restates THEN before := version; END IF;
    END LOOP;
    PERFORM history.append_version(kind, p_tenant_id, previous || changed, moment, before, restates);
    before := previous || changed;

    FOREACH version IN ARRAY timeline LOOP
        CONTINUE WHEN (version ->> 'effective_at')::timestamptz <= moment;
        FOR fact IN SELECT jsonb_object_keys(changed) LOOP
            IF version -> fact IS DISTINCT FROM previous -> fact THEN
                RAISE EXCEPTION '% %: % cannot change effective %, because it changed again effective %; correct the later change first',
                    kind, p_id, fact, moment, version ->> 'effective_at' USING ERRCODE = 'VO001';
            END IF;
        END LOOP;
        PERFORM history.append_version(kind, p_tenant_id, version || changed, (version ->> 'effective_at')::timestamptz,
                                       before, true);
        previous := version;
        before := version || changed;
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION history.append_version(text, uuid, jsonb, timestamptz, jsonb, boolean),
                       history.append_backdated(text, uuid, uuid, timestamptz, jsonb) FROM PUBLIC;

-- Statement trigger of every tracked table (argument: the kind): appends the versions of the rows that a statement
-- wrote. Dynamic SQL, because the plan must fit the number of rows, one or a hundred thousand.
CREATE FUNCTION history.append() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    kind      text := TG_ARGV[0];
    stated    timestamptz;  -- for deletes, which have no row to state it in
    change    text;         -- relation of what changed: the row, deleted, stated
    followed  text[] := history.followed(kind);
    was       text;         -- columns to append beside the facts, and where they come from
    was_of    text;
    latest    text;         -- columns of the version in force last
    tenants   uuid[];
    backdated record;
BEGIN
    IF TG_OP = 'INSERT' THEN
        change := 'SELECT n.*, false AS deleted, n.effective_at AS stated FROM new_rows AS n';
    ELSIF TG_OP = 'UPDATE' THEN
        change := format('SELECT n.*, false AS deleted, n.effective_at AS stated
                            FROM new_rows AS n JOIN old_rows AS o ON o.tenant_id = n.tenant_id AND o.id = n.id
                           WHERE (%s) IS DISTINCT FROM (%s)', history.facts(kind, 'n.'), history.facts(kind, 'o.'));
        IF EXISTS (SELECT tenant_id, id FROM new_rows EXCEPT SELECT tenant_id, id FROM old_rows) THEN
            RAISE EXCEPTION '%: tenant_id and id never change', kind USING ERRCODE = 'VO001';
        END IF;
    ELSE
        IF current_setting('app.effective', true) = 'rows' THEN
            RAISE EXCEPTION '%: a deleted row cannot state since when; enter the tenant with an instant', kind
                USING ERRCODE = 'VO001';
        END IF;
        stated := nullif(current_setting('app.effective', true), '')::timestamptz;
        change := 'SELECT o.*, true AS deleted, $1 AS stated FROM old_rows AS o';
    END IF;

    EXECUTE format('SELECT array_agg(DISTINCT tenant_id) FROM (%s) AS change', change) INTO tenants USING stated;
    IF tenants IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM seal.open_change_sets(tenants);
    EXECUTE format('SELECT stated > open_recorded_at AS in_future FROM (%s) AS change JOIN seal.head USING (tenant_id)
                     WHERE stated > open_recorded_at OR stated IS NOT NULL AND open_reason = '''' LIMIT 1', change)
       INTO backdated USING stated;
    IF backdated.in_future THEN
        RAISE EXCEPTION '%: a fact cannot be effective after it is recorded', kind USING ERRCODE = 'VO001';
    ELSIF backdated.in_future IS NOT NULL THEN
        RAISE EXCEPTION '%: a change that states since when it holds needs a reason', kind USING ERRCODE = 'VO001';
    END IF;

    -- Effective no earlier than everything known of the row: one version each. The lateral is one probe of the state
    -- index.
    SELECT string_agg(format(', was_%1$I', fact), ''),
           string_agg(format(', CASE WHEN moment = latest THEN latest_was_%1$s ELSE latest_%1$s END', fact), ''),
           string_agg(format(', v.%1$I AS latest_%1$s, v.was_%1$I AS latest_was_%1$s', fact), '')
      INTO was, was_of, latest
      FROM unnest(followed) AS fact;
    was := was || ', restates';
    was_of := was_of || ', coalesce(moment = latest, false)';
    change := format('SELECT change.*, coalesce(stated, head.open_recorded_at) AS moment, head.seq + 1 AS seq, head.open_count, latest.*
                        FROM (%s) AS change JOIN seal.head AS head ON head.tenant_id = change.tenant_id
                        LEFT JOIN LATERAL (SELECT v.effective_at AS latest%s FROM history.%I AS v
                                            WHERE v.tenant_id = change.tenant_id AND v.id = change.id
                                            ORDER BY v.effective_at DESC, v.seq DESC, v.ordinal DESC LIMIT 1) AS latest ON true',
                     change, latest, kind || '_version');
    EXECUTE format('WITH appended AS (
                        INSERT INTO history.%I (tenant_id, seq, ordinal, id, effective_at, deleted, %s%s)
                        SELECT tenant_id, seq, open_count + row_number() OVER (PARTITION BY tenant_id), id, moment, deleted, %s%s
                          FROM (%s) AS change WHERE coalesce(moment >= latest, true)
                        RETURNING tenant_id)
                    SELECT count(seal.count_changes(tenant_id, %L, versions))
                      FROM (SELECT tenant_id, count(*) AS versions FROM appended GROUP BY tenant_id) AS counted',
                   kind || '_version', history.facts(kind, ''), was, history.facts(kind, 'change.'), was_of, change, kind)
      USING stated;
    FOR backdated IN EXECUTE format('SELECT tenant_id, id, moment, to_jsonb(change) AS becomes
                                       FROM (%s) AS change WHERE moment < latest ORDER BY tenant_id, moment, id', change)
                       USING stated LOOP
        PERFORM history.append_backdated(kind, backdated.tenant_id, backdated.id, backdated.moment, backdated.becomes);
    END LOOP;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION history.append() FROM PUBLIC;  -- nobody else may put it behind a table of his own

-- The canonical text of a version (docs/seal.md): an object of all its columns that are not null, keys sorted by bytes,
-- values by type. Generated from the columns of the table.
CREATE FUNCTION history.define_canonical(version_table regclass) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    members text;
BEGIN
    SELECT string_agg(format(
               CASE format_type(atttypid, NULL)
               WHEN 'uuid'                     THEN '%1$L || ''"'' || v.%2$I || ''"'''
               WHEN 'text'                     THEN '%1$L || to_json(v.%2$I)'
               WHEN 'date'                     THEN '%1$L || ''"'' || seal.date_text(v.%2$I) || ''"'''
               WHEN 'timestamp with time zone' THEN '%1$L || seal.microseconds(v.%2$I)'
               WHEN 'bytea'                    THEN '%1$L || ''"'' || encode(v.%2$I, ''hex'') || ''"'''
               WHEN 'jsonb'                    THEN '%1$L || seal.canonical(v.%2$I)'
               WHEN 'boolean'                  THEN '%1$L || v.%2$I'
               WHEN 'integer'                  THEN '%1$L || v.%2$I'
               WHEN 'bigint'                   THEN '%1$L || v.%2$I'
               ELSE '/* no canonical form */' || attname
               END, '"' || attname || '":', attname), ', ' ORDER BY attname COLLATE "C")
      INTO members
      FROM pg_attribute WHERE attrelid = version_table AND attnum > 0 AND NOT attisdropped;
    EXECUTE format('CREATE OR REPLACE FUNCTION history.canonical(v %s) RETURNS text LANGUAGE sql STABLE'
                   ' RETURN ''{'' || concat_ws('','', %s) || ''}''', version_table, members);
END $$;

-- Makes source a tracked table: its rows' versions go to history.KIND_version, which exists. Called again after a
-- column was added to both. covering: further columns that the state index carries, so that counting reads only it.
CREATE FUNCTION history.track(kind text, source regclass, covering text[] DEFAULT '{deleted}') RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    version_table regclass := format('history.%I', kind || '_version')::regclass;
    event         text;
BEGIN
    PERFORM history.define_canonical(version_table);
    IF EXISTS (SELECT FROM seal.subject_kind AS known WHERE known.kind = track.kind) THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE FUNCTION history.subject_id(v %s) RETURNS text LANGUAGE sql STABLE RETURN v.id::text', version_table);
    EXECUTE format('ALTER TABLE %s ADD PRIMARY KEY (tenant_id, seq, ordinal)', version_table);
    EXECUTE format('CREATE INDEX %I ON %s (tenant_id, id, effective_at DESC, seq DESC, ordinal DESC) INCLUDE (%s)',
                   kind || '_state', version_table, array_to_string(covering, ', '));
    PERFORM seal.make_append_only(version_table);
    PERFORM tenant.isolate(version_table, 'SELECT', 'SELECT', asked_by_scan => true);
    PERFORM seal.make_writers_take_turns(source);
    EXECUTE format('CREATE TRIGGER m_state_effective_at BEFORE INSERT OR UPDATE ON %s FOR EACH ROW
                    WHEN (current_setting(''app.effective'', true) IS DISTINCT FROM ''rows'')
                    EXECUTE FUNCTION history.state_effective_at()', source);
    FOREACH event IN ARRAY '{INSERT,UPDATE,DELETE}'::text[] LOOP
        EXECUTE format('CREATE TRIGGER %I AFTER %s ON %s REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION history.append(%L)',
                       'n_append_on_' || lower(event), event, source,
                       concat_ws(' ', CASE WHEN event <> 'DELETE' THEN 'NEW TABLE AS new_rows' END,
                                      CASE WHEN event <> 'INSERT' THEN 'OLD TABLE AS old_rows' END), kind);
    END LOOP;
    INSERT INTO seal.subject_kind VALUES (kind, version_table, source);
END $$;

-- Where the present of a tenant and its history disagree: rows changed past the triggers. Nothing, unless somebody with
-- the owner's or a superuser's rights went around them.
CREATE FUNCTION history.differences(p_tenant_id uuid) RETURNS TABLE (kind text, id uuid, difference text)
LANGUAGE plpgsql STABLE AS $$
DECLARE
    tracked seal.subject_kind;
BEGIN
    FOR tracked IN SELECT * FROM seal.subject_kind AS k WHERE k.present IS NOT NULL ORDER BY k.kind LOOP
        RETURN QUERY EXECUTE format(
            'SELECT %1$L::text, coalesce(now.id, last.id),
                    CASE WHEN now.id IS NULL THEN ''is gone from the present''
                         WHEN last.id IS NULL THEN ''has no history''
                         ELSE ''is not what its last version says'' END
               FROM (SELECT id, %2$s FROM %3$s WHERE tenant_id = $1) AS now
               FULL JOIN (SELECT * FROM (SELECT DISTINCT ON (id) id, deleted, %2$s FROM %4$s WHERE tenant_id = $1
                                          ORDER BY id, effective_at DESC, seq DESC, ordinal DESC) AS v
                           WHERE NOT deleted) AS last USING (id)
              WHERE now.id IS NULL OR last.id IS NULL OR (%5$s) IS DISTINCT FROM (%6$s)',
            tracked.kind, history.facts(tracked.kind, ''), tracked.present, tracked.version_table,
            history.facts(tracked.kind, 'now.'), history.facts(tracked.kind, 'last.')) USING p_tenant_id;
    END LOOP;
END $$;

CREATE TABLE history.tenant_version (
    tenant_id uuid NOT NULL, seq bigint NOT NULL, ordinal integer NOT NULL,
    id uuid NOT NULL, effective_at timestamptz NOT NULL, deleted boolean NOT NULL,
    slug text, name text, short_name text, licence_number text, tier text, locale text, simulated boolean,
    onboarded_at timestamptz
);
SELECT history.track('tenant', 'tenant.tenant');

CREATE TABLE history.setting_version (
    tenant_id uuid NOT NULL, seq bigint NOT NULL, ordinal integer NOT NULL,
    id uuid NOT NULL, effective_at timestamptz NOT NULL, deleted boolean NOT NULL,
    starts_on date, zone text, fiscal_year_start_month integer, capture_minute integer,
    weight_critical integer, weight_high integer, weight_medium integer, weight_low integer, per_branch boolean,
    share_compliance integer, share_finding integer, share_coverage integer, band_1 integer, band_2 integer,
    band_3 integer, risk_weight_critical integer, risk_weight_high integer, risk_weight_other integer,
    risk_band_1 integer, risk_band_2 integer, risk_band_3 integer, approved_by text
);
SELECT history.track('setting', 'tenant.setting');
