-- What the migrations of sql/migrations make, as pg_dump prints it. Written by tests/schema_drift.sh --write.
--
-- PostgreSQL database dump
--

--
-- Name: calendar; Type: SCHEMA; Schema: -; Owner: vouch_owner
--

CREATE SCHEMA calendar;

ALTER SCHEMA calendar OWNER TO vouch_owner;

--
-- Name: db; Type: SCHEMA; Schema: -; Owner: vouch_owner
--

CREATE SCHEMA db;

ALTER SCHEMA db OWNER TO vouch_owner;

--
-- Name: history; Type: SCHEMA; Schema: -; Owner: vouch_owner
--

CREATE SCHEMA history;

ALTER SCHEMA history OWNER TO vouch_owner;

--
-- Name: job; Type: SCHEMA; Schema: -; Owner: vouch_owner
--

CREATE SCHEMA job;

ALTER SCHEMA job OWNER TO vouch_owner;

--
-- Name: metric; Type: SCHEMA; Schema: -; Owner: vouch_owner
--

CREATE SCHEMA metric;

ALTER SCHEMA metric OWNER TO vouch_owner;

--
-- Name: record; Type: SCHEMA; Schema: -; Owner: vouch_owner
--

CREATE SCHEMA record;

ALTER SCHEMA record OWNER TO vouch_owner;

--
-- Name: seal; Type: SCHEMA; Schema: -; Owner: vouch_owner
--

CREATE SCHEMA seal;

ALTER SCHEMA seal OWNER TO vouch_owner;

--
-- Name: snapshot; Type: SCHEMA; Schema: -; Owner: vouch_owner
--

CREATE SCHEMA snapshot;

ALTER SCHEMA snapshot OWNER TO vouch_owner;

--
-- Name: tenant; Type: SCHEMA; Schema: -; Owner: vouch_owner
--

CREATE SCHEMA tenant;

ALTER SCHEMA tenant OWNER TO vouch_owner;

--
-- Name: day_start(text, date); Type: FUNCTION; Schema: calendar; Owner: vouch_owner
--

CREATE FUNCTION calendar.day_start(zone text, day date) RETURNS timestamp with time zone
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
DECLARE
    midnight  timestamp   := day::timestamp;
    chosen    timestamptz := midnight AT TIME ZONE zone;
    -- what the clock on the wall was ahead of UTC by, a while before: longer than any transition moves the clock
    ahead     interval    := ((chosen - interval '3 hours') AT TIME ZONE zone)
                             - ((chosen - interval '3 hours') AT TIME ZONE 'UTC');
    earlier   timestamptz := (midnight - ahead) AT TIME ZONE 'UTC';
BEGIN
    IF earlier < chosen AND earlier AT TIME ZONE zone = midnight THEN
        RETURN earlier;
    END IF;
    RETURN chosen;
END $$;

ALTER FUNCTION calendar.day_start(zone text, day date) OWNER TO vouch_owner;

--
-- Name: period(text, integer, date); Type: FUNCTION; Schema: calendar; Owner: vouch_owner
--

CREATE FUNCTION calendar.period(grain text, first_month integer, day date, OUT label text, OUT starts_on date, OUT ends_on date) RETURNS record
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
DECLARE
    months_into_year integer := (extract(month FROM day)::integer - first_month + 12) % 12;
    year_starts_on   date    := (date_trunc('month', day::timestamp)
                                 - make_interval(months => months_into_year))::date;
    first_year       integer := extract(year FROM year_starts_on)::integer;
    year_label       text    := 'FY ' || CASE WHEN first_month = 1 THEN first_year::text
                                         ELSE first_year || '-' || lpad(((first_year + 1) % 100)::text, 2, '0') END;
    quarter          integer := months_into_year / 3 + 1;
BEGIN
    IF first_month NOT BETWEEN 1 AND 12 THEN
        RAISE EXCEPTION 'a fiscal year starts in a month from 1 to 12, not %', first_month USING ERRCODE = 'VO004';
    END IF;
    CASE grain
    WHEN 'day' THEN
        label := to_char(day, 'YYYY-MM-DD');    starts_on := day;    ends_on := day;
    WHEN 'week' THEN
        label := to_char(day, 'IYYY-"W"IW');
        starts_on := date_trunc('week', day::timestamp)::date;       ends_on := starts_on + 6;
    WHEN 'month' THEN
        label := to_char(day, 'YYYY-MM');
        starts_on := date_trunc('month', day::timestamp)::date;
        ends_on := (starts_on + interval '1 month')::date - 1;
    WHEN 'quarter' THEN
        label := year_label || ' Q' || quarter;
        starts_on := (year_starts_on + make_interval(months => 3 * (quarter - 1)))::date;
        ends_on := (starts_on + interval '3 months')::date - 1;
    WHEN 'year' THEN
        label := year_label;
        starts_on := year_starts_on;            ends_on := (year_starts_on + interval '1 year')::date - 1;
    ELSE
        RAISE EXCEPTION 'there is no grain "%": use day, week, month, quarter or year', grain USING ERRCODE = 'VO004';
    END CASE;
END $$;

ALTER FUNCTION calendar.period(grain text, first_month integer, day date, OUT label text, OUT starts_on date, OUT ends_on date) OWNER TO vouch_owner;

--
-- Name: periods(text, integer, date, date); Type: FUNCTION; Schema: calendar; Owner: vouch_owner
--

CREATE FUNCTION calendar.periods(grain text, first_month integer, first date, last date) RETURNS TABLE(label text, starts_on date, ends_on date)
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
DECLARE
    day date := first;
BEGIN
    WHILE day <= last LOOP
        SELECT p.label, p.starts_on, p.ends_on INTO label, starts_on, ends_on
          FROM calendar.period(grain, first_month, day) AS p;
        RETURN NEXT;
        day := ends_on + 1;
    END LOOP;
END $$;

ALTER FUNCTION calendar.periods(grain text, first_month integer, first date, last date) OWNER TO vouch_owner;

--
-- Name: wall_clock(text, date, integer); Type: FUNCTION; Schema: calendar; Owner: vouch_owner
--

CREATE FUNCTION calendar.wall_clock(zone text, day date, minutes integer) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN GREATEST((((day)::timestamp without time zone + make_interval(mins => minutes)) AT TIME ZONE zone), calendar.day_start(zone, day));

ALTER FUNCTION calendar.wall_clock(zone text, day date, minutes integer) OWNER TO vouch_owner;

--
-- Name: append(); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.append() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
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
END $_$;

ALTER FUNCTION history.append() OWNER TO vouch_owner;

--
-- Name: append_backdated(text, uuid, uuid, timestamp with time zone, jsonb); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.append_backdated(kind text, p_tenant_id uuid, p_id uuid, moment timestamp with time zone, becomes jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
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
END $_$;

ALTER FUNCTION history.append_backdated(kind text, p_tenant_id uuid, p_id uuid, moment timestamp with time zone, becomes jsonb) OWNER TO vouch_owner;

--
-- Name: append_version(text, uuid, jsonb, timestamp with time zone, jsonb, boolean); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.append_version(kind text, p_tenant_id uuid, version jsonb, moment timestamp with time zone, before jsonb, restates boolean) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
DECLARE
    head          seal.head;
    fact          text;
    version_table regclass := format('history.%I', kind || '_version')::regclass;
BEGIN
    FOREACH fact IN ARRAY history.followed(kind) LOOP
        version := version || jsonb_build_object('was_' || fact, before -> fact, 'restates', restates);
    END LOOP;
    head := seal.count_changes(p_tenant_id, kind, 1);
    EXECUTE (SELECT format('INSERT INTO %1$s (%2$s) SELECT %2$s FROM jsonb_populate_record(NULL::%1$s, $1) AS v',
                           version_table, string_agg(quote_ident(attname), ', ' ORDER BY attnum))
               FROM pg_attribute
              WHERE attrelid = version_table AND attnum > 0 AND NOT attisdropped AND attgenerated = '')
      USING version || jsonb_build_object('seq', head.seq + 1, 'ordinal', head.open_count, 'effective_at', moment);
END $_$;

ALTER FUNCTION history.append_version(kind text, p_tenant_id uuid, version jsonb, moment timestamp with time zone, before jsonb, restates boolean) OWNER TO vouch_owner;

--
-- Name: microseconds(timestamp with time zone); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.microseconds(moment timestamp with time zone) RETURNS bigint
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN ((EXTRACT(epoch FROM moment) * (1000000)::numeric))::bigint;

ALTER FUNCTION seal.microseconds(moment timestamp with time zone) OWNER TO vouch_owner;

--
-- Name: area_version; Type: TABLE; Schema: history; Owner: vouch_owner
--

CREATE TABLE history.area_version (
    tenant_id uuid NOT NULL,
    seq bigint NOT NULL,
    ordinal integer NOT NULL,
    id uuid NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    deleted boolean NOT NULL,
    name text
);

ALTER TABLE ONLY history.area_version FORCE ROW LEVEL SECURITY;

ALTER TABLE history.area_version OWNER TO vouch_owner;

--
-- Name: canonical(history.area_version); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.canonical(v history.area_version) RETURNS text
    LANGUAGE sql STABLE
    RETURN (('{'::text || concat_ws(','::text, ('"deleted":'::text || (v).deleted), ('"effective_at":'::text || seal.microseconds((v).effective_at)), ((('"id":'::text || '"'::text) || (v).id) || '"'::text), ('"name":'::text || to_json((v).name)), ('"ordinal":'::text || (v).ordinal), ('"seq":'::text || (v).seq), ((('"tenant_id":'::text || '"'::text) || (v).tenant_id) || '"'::text))) || '}'::text);

ALTER FUNCTION history.canonical(v history.area_version) OWNER TO vouch_owner;

--
-- Name: refuse_date(date); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.refuse_date(day date) RETURNS date
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
BEGIN
    RAISE EXCEPTION 'a sealed date lies between 0001-01-01 and 9999-12-31, not %', day USING ERRCODE = 'VO004';
END $$;

ALTER FUNCTION seal.refuse_date(day date) OWNER TO vouch_owner;

--
-- Name: date_text(date); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.date_text(day date) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN to_char((CASE WHEN ((day < '0001-01-01'::date) OR (day > '9999-12-31'::date)) THEN seal.refuse_date(day) ELSE day END)::timestamp without time zone, 'YYYY-MM-DD'::text);

ALTER FUNCTION seal.date_text(day date) OWNER TO vouch_owner;

--
-- Name: branch_version; Type: TABLE; Schema: history; Owner: vouch_owner
--

CREATE TABLE history.branch_version (
    tenant_id uuid NOT NULL,
    seq bigint NOT NULL,
    ordinal integer NOT NULL,
    id uuid NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    deleted boolean NOT NULL,
    code text,
    name text,
    type text,
    city text,
    state text,
    active_from date,
    active_to date
);

ALTER TABLE ONLY history.branch_version FORCE ROW LEVEL SECURITY;

ALTER TABLE history.branch_version OWNER TO vouch_owner;

--
-- Name: canonical(history.branch_version); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.canonical(v history.branch_version) RETURNS text
    LANGUAGE sql STABLE
    RETURN (('{'::text || concat_ws(','::text, ((('"active_from":'::text || '"'::text) || seal.date_text((v).active_from)) || '"'::text), ((('"active_to":'::text || '"'::text) || seal.date_text((v).active_to)) || '"'::text), ('"city":'::text || to_json((v).city)), ('"code":'::text || to_json((v).code)), ('"deleted":'::text || (v).deleted), ('"effective_at":'::text || seal.microseconds((v).effective_at)), ((('"id":'::text || '"'::text) || (v).id) || '"'::text), ('"name":'::text || to_json((v).name)), ('"ordinal":'::text || (v).ordinal), ('"seq":'::text || (v).seq), ('"state":'::text || to_json((v).state)), ((('"tenant_id":'::text || '"'::text) || (v).tenant_id) || '"'::text), ('"type":'::text || to_json((v).type)))) || '}'::text);

ALTER FUNCTION history.canonical(v history.branch_version) OWNER TO vouch_owner;

--
-- Name: engagement_version; Type: TABLE; Schema: history; Owner: vouch_owner
--

CREATE TABLE history.engagement_version (
    tenant_id uuid NOT NULL,
    seq bigint NOT NULL,
    ordinal integer NOT NULL,
    id uuid NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    deleted boolean NOT NULL,
    status text,
    plan_id uuid,
    branch_id uuid,
    area_id uuid,
    scheduled_on date,
    completed_on date,
    report_number text,
    report_issued_on date,
    rating text,
    auditor text
);

ALTER TABLE ONLY history.engagement_version FORCE ROW LEVEL SECURITY;

ALTER TABLE history.engagement_version OWNER TO vouch_owner;

--
-- Name: canonical(history.engagement_version); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.canonical(v history.engagement_version) RETURNS text
    LANGUAGE sql STABLE
    RETURN (('{'::text || concat_ws(','::text, ((('"area_id":'::text || '"'::text) || (v).area_id) || '"'::text), ('"auditor":'::text || to_json((v).auditor)), ((('"branch_id":'::text || '"'::text) || (v).branch_id) || '"'::text), ((('"completed_on":'::text || '"'::text) || seal.date_text((v).completed_on)) || '"'::text), ('"deleted":'::text || (v).deleted), ('"effective_at":'::text || seal.microseconds((v).effective_at)), ((('"id":'::text || '"'::text) || (v).id) || '"'::text), ('"ordinal":'::text || (v).ordinal), ((('"plan_id":'::text || '"'::text) || (v).plan_id) || '"'::text), ('"rating":'::text || to_json((v).rating)), ((('"report_issued_on":'::text || '"'::text) || seal.date_text((v).report_issued_on)) || '"'::text), ('"report_number":'::text || to_json((v).report_number)), ((('"scheduled_on":'::text || '"'::text) || seal.date_text((v).scheduled_on)) || '"'::text), ('"seq":'::text || (v).seq), ('"status":'::text || to_json((v).status)), ((('"tenant_id":'::text || '"'::text) || (v).tenant_id) || '"'::text))) || '}'::text);

ALTER FUNCTION history.canonical(v history.engagement_version) OWNER TO vouch_owner;

--
-- Name: import_file_version; Type: TABLE; Schema: history; Owner: vouch_owner
--

CREATE TABLE history.import_file_version (
    tenant_id uuid NOT NULL,
    seq bigint NOT NULL,
    ordinal integer NOT NULL,
    id uuid NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    deleted boolean NOT NULL,
    import_id uuid,
    name text,
    kind text,
    sha256 bytea,
    rows_in bigint,
    rows_loaded bigint,
    rows_rejected bigint,
    rows_ignored bigint
);

ALTER TABLE ONLY history.import_file_version FORCE ROW LEVEL SECURITY;

ALTER TABLE history.import_file_version OWNER TO vouch_owner;

--
-- Name: canonical(history.import_file_version); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.canonical(v history.import_file_version) RETURNS text
    LANGUAGE sql STABLE
    RETURN (('{'::text || concat_ws(','::text, ('"deleted":'::text || (v).deleted), ('"effective_at":'::text || seal.microseconds((v).effective_at)), ((('"id":'::text || '"'::text) || (v).id) || '"'::text), ((('"import_id":'::text || '"'::text) || (v).import_id) || '"'::text), ('"kind":'::text || to_json((v).kind)), ('"name":'::text || to_json((v).name)), ('"ordinal":'::text || (v).ordinal), ('"rows_ignored":'::text || (v).rows_ignored), ('"rows_in":'::text || (v).rows_in), ('"rows_loaded":'::text || (v).rows_loaded), ('"rows_rejected":'::text || (v).rows_rejected), ('"seq":'::text || (v).seq), ((('"sha256":'::text || '"'::text) || encode((v).sha256, 'hex'::text)) || '"'::text), ((('"tenant_id":'::text || '"'::text) || (v).tenant_id) || '"'::text))) || '}'::text);

ALTER FUNCTION history.canonical(v history.import_file_version) OWNER TO vouch_owner;

--
-- Name: import_version; Type: TABLE; Schema: history; Owner: vouch_owner
--

CREATE TABLE history.import_version (
    tenant_id uuid NOT NULL,
    seq bigint NOT NULL,
    ordinal integer NOT NULL,
    id uuid NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    deleted boolean NOT NULL,
    source text,
    mapping_hash bytea,
    started_at timestamp with time zone,
    finished_at timestamp with time zone
);

ALTER TABLE ONLY history.import_version FORCE ROW LEVEL SECURITY;

ALTER TABLE history.import_version OWNER TO vouch_owner;

--
-- Name: canonical(history.import_version); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.canonical(v history.import_version) RETURNS text
    LANGUAGE sql STABLE
    RETURN (('{'::text || concat_ws(','::text, ('"deleted":'::text || (v).deleted), ('"effective_at":'::text || seal.microseconds((v).effective_at)), ('"finished_at":'::text || seal.microseconds((v).finished_at)), ((('"id":'::text || '"'::text) || (v).id) || '"'::text), ((('"mapping_hash":'::text || '"'::text) || encode((v).mapping_hash, 'hex'::text)) || '"'::text), ('"ordinal":'::text || (v).ordinal), ('"seq":'::text || (v).seq), ('"source":'::text || to_json((v).source)), ('"started_at":'::text || seal.microseconds((v).started_at)), ((('"tenant_id":'::text || '"'::text) || (v).tenant_id) || '"'::text))) || '}'::text);

ALTER FUNCTION history.canonical(v history.import_version) OWNER TO vouch_owner;

--
-- Name: observation_text_version; Type: TABLE; Schema: history; Owner: vouch_owner
--

CREATE TABLE history.observation_text_version (
    tenant_id uuid NOT NULL,
    seq bigint NOT NULL,
    ordinal integer NOT NULL,
    id uuid NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    deleted boolean NOT NULL,
    title text,
    condition text,
    criteria text,
    cause text,
    effect text,
    recommendation text
);

ALTER TABLE ONLY history.observation_text_version FORCE ROW LEVEL SECURITY;

ALTER TABLE history.observation_text_version OWNER TO vouch_owner;

--
-- Name: canonical(history.observation_text_version); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.canonical(v history.observation_text_version) RETURNS text
    LANGUAGE sql STABLE
    RETURN (('{'::text || concat_ws(','::text, ('"cause":'::text || to_json((v).cause)), ('"condition":'::text || to_json((v).condition)), ('"criteria":'::text || to_json((v).criteria)), ('"deleted":'::text || (v).deleted), ('"effect":'::text || to_json((v).effect)), ('"effective_at":'::text || seal.microseconds((v).effective_at)), ((('"id":'::text || '"'::text) || (v).id) || '"'::text), ('"ordinal":'::text || (v).ordinal), ('"recommendation":'::text || to_json((v).recommendation)), ('"seq":'::text || (v).seq), ((('"tenant_id":'::text || '"'::text) || (v).tenant_id) || '"'::text), ('"title":'::text || to_json((v).title)))) || '}'::text);

ALTER FUNCTION history.canonical(v history.observation_text_version) OWNER TO vouch_owner;

--
-- Name: severities(); Type: FUNCTION; Schema: record; Owner: vouch_owner
--

CREATE FUNCTION record.severities() RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ARRAY['LOW'::text, 'MEDIUM'::text, 'HIGH'::text, 'CRITICAL'::text];

ALTER FUNCTION record.severities() OWNER TO vouch_owner;

--
-- Name: standing(text, boolean); Type: FUNCTION; Schema: record; Owner: vouch_owner
--

CREATE FUNCTION record.standing(status text, deleted boolean) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN deleted THEN 'gone'::text WHEN (status = ANY (ARRAY['ISSUED'::text, 'RESPONSE'::text, 'COMPLIANCE'::text])) THEN 'outstanding'::text WHEN (status = 'CLOSED'::text) THEN 'closed'::text WHEN (status = 'NO_LONGER_VALID'::text) THEN 'invalid'::text WHEN (status = 'RISK_ACCEPTED'::text) THEN 'accepted'::text WHEN (status = 'WITHDRAWN'::text) THEN 'withdrawn'::text ELSE 'before'::text END;

ALTER FUNCTION record.standing(status text, deleted boolean) OWNER TO vouch_owner;

--
-- Name: standings(); Type: FUNCTION; Schema: record; Owner: vouch_owner
--

CREATE FUNCTION record.standings() RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ARRAY['before'::text, 'outstanding'::text, 'closed'::text, 'invalid'::text, 'accepted'::text, 'withdrawn'::text, 'gone'::text];

ALTER FUNCTION record.standings() OWNER TO vouch_owner;

--
-- Name: step(text, boolean, text, text, boolean, text, boolean); Type: FUNCTION; Schema: record; Owner: vouch_owner
--

CREATE FUNCTION record.step(was_status text, was_deleted boolean, was_severity text, status text, deleted boolean, severity text, restates boolean) RETURNS smallint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (restates OR (record.standing(was_status, was_deleted) <> record.standing(status, deleted)) OR (was_severity <> severity)) THEN (((((1000 * array_position(record.standings(), record.standing(was_status, was_deleted))) + (100 * array_position(record.standings(), record.standing(status, deleted)))) + (10 * COALESCE(array_position(record.severities(), severity), 0))) + COALESCE(array_position(record.severities(), was_severity), 0)))::smallint ELSE NULL::smallint END;

ALTER FUNCTION record.step(was_status text, was_deleted boolean, was_severity text, status text, deleted boolean, severity text, restates boolean) OWNER TO vouch_owner;

--
-- Name: observation_version; Type: TABLE; Schema: history; Owner: vouch_owner
--

CREATE TABLE history.observation_version (
    tenant_id uuid NOT NULL,
    seq bigint NOT NULL,
    ordinal integer NOT NULL,
    id uuid NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    deleted boolean NOT NULL,
    status text,
    severity text,
    assessed_severity text,
    reference text,
    source text,
    branch_id uuid,
    area_id uuid,
    risk_category text,
    engagement_id uuid,
    repeat_of_id uuid,
    found_on date,
    issued_at timestamp with time zone,
    original_due_on date,
    due_on date,
    response_due_on date,
    implemented_on date,
    closed_at timestamp with time zone,
    closing_basis text,
    risk_accepted_until date,
    amount_at_risk_minor bigint,
    recovered_minor bigint,
    was_deleted boolean,
    was_status text,
    was_severity text,
    restates boolean NOT NULL,
    step smallint GENERATED ALWAYS AS (record.step(was_status, was_deleted, was_severity, status, deleted, severity, restates)) STORED
);

ALTER TABLE ONLY history.observation_version FORCE ROW LEVEL SECURITY;

ALTER TABLE history.observation_version OWNER TO vouch_owner;

--
-- Name: canonical(history.observation_version); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.canonical(v history.observation_version) RETURNS text
    LANGUAGE sql STABLE
    RETURN (('{'::text || concat_ws(','::text, ('"amount_at_risk_minor":'::text || (v).amount_at_risk_minor), ((('"area_id":'::text || '"'::text) || (v).area_id) || '"'::text), ('"assessed_severity":'::text || to_json((v).assessed_severity)), ((('"branch_id":'::text || '"'::text) || (v).branch_id) || '"'::text), ('"closed_at":'::text || seal.microseconds((v).closed_at)), ('"closing_basis":'::text || to_json((v).closing_basis)), ('"deleted":'::text || (v).deleted), ((('"due_on":'::text || '"'::text) || seal.date_text((v).due_on)) || '"'::text), ('"effective_at":'::text || seal.microseconds((v).effective_at)), ((('"engagement_id":'::text || '"'::text) || (v).engagement_id) || '"'::text), ((('"found_on":'::text || '"'::text) || seal.date_text((v).found_on)) || '"'::text), ((('"id":'::text || '"'::text) || (v).id) || '"'::text), ((('"implemented_on":'::text || '"'::text) || seal.date_text((v).implemented_on)) || '"'::text), ('"issued_at":'::text || seal.microseconds((v).issued_at)), ('"ordinal":'::text || (v).ordinal), ((('"original_due_on":'::text || '"'::text) || seal.date_text((v).original_due_on)) || '"'::text), ('"recovered_minor":'::text || (v).recovered_minor), ('"reference":'::text || to_json((v).reference)), ((('"repeat_of_id":'::text || '"'::text) || (v).repeat_of_id) || '"'::text), ((('"response_due_on":'::text || '"'::text) || seal.date_text((v).response_due_on)) || '"'::text), ('"restates":'::text || (v).restates), ((('"risk_accepted_until":'::text || '"'::text) || seal.date_text((v).risk_accepted_until)) || '"'::text), ('"risk_category":'::text || to_json((v).risk_category)), ('"seq":'::text || (v).seq), ('"severity":'::text || to_json((v).severity)), ('"source":'::text || to_json((v).source)), ('"status":'::text || to_json((v).status)), ((('"tenant_id":'::text || '"'::text) || (v).tenant_id) || '"'::text), ('"was_deleted":'::text || (v).was_deleted), ('"was_severity":'::text || to_json((v).was_severity)), ('"was_status":'::text || to_json((v).was_status)))) || '}'::text);

ALTER FUNCTION history.canonical(v history.observation_version) OWNER TO vouch_owner;

--
-- Name: plan_version; Type: TABLE; Schema: history; Owner: vouch_owner
--

CREATE TABLE history.plan_version (
    tenant_id uuid NOT NULL,
    seq bigint NOT NULL,
    ordinal integer NOT NULL,
    id uuid NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    deleted boolean NOT NULL,
    fiscal_year integer,
    quarter integer
);

ALTER TABLE ONLY history.plan_version FORCE ROW LEVEL SECURITY;

ALTER TABLE history.plan_version OWNER TO vouch_owner;

--
-- Name: canonical(history.plan_version); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.canonical(v history.plan_version) RETURNS text
    LANGUAGE sql STABLE
    RETURN (('{'::text || concat_ws(','::text, ('"deleted":'::text || (v).deleted), ('"effective_at":'::text || seal.microseconds((v).effective_at)), ('"fiscal_year":'::text || (v).fiscal_year), ((('"id":'::text || '"'::text) || (v).id) || '"'::text), ('"ordinal":'::text || (v).ordinal), ('"quarter":'::text || (v).quarter), ('"seq":'::text || (v).seq), ((('"tenant_id":'::text || '"'::text) || (v).tenant_id) || '"'::text))) || '}'::text);

ALTER FUNCTION history.canonical(v history.plan_version) OWNER TO vouch_owner;

--
-- Name: requirement_version; Type: TABLE; Schema: history; Owner: vouch_owner
--

CREATE TABLE history.requirement_version (
    tenant_id uuid NOT NULL,
    seq bigint NOT NULL,
    ordinal integer NOT NULL,
    id uuid NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    deleted boolean NOT NULL,
    requirement text,
    category text,
    status text,
    not_applicable_reason text,
    priority text,
    frequency text,
    owner text,
    circular_reference text,
    next_review_on date
);

ALTER TABLE ONLY history.requirement_version FORCE ROW LEVEL SECURITY;

ALTER TABLE history.requirement_version OWNER TO vouch_owner;

--
-- Name: canonical(history.requirement_version); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.canonical(v history.requirement_version) RETURNS text
    LANGUAGE sql STABLE
    RETURN (('{'::text || concat_ws(','::text, ('"category":'::text || to_json((v).category)), ('"circular_reference":'::text || to_json((v).circular_reference)), ('"deleted":'::text || (v).deleted), ('"effective_at":'::text || seal.microseconds((v).effective_at)), ('"frequency":'::text || to_json((v).frequency)), ((('"id":'::text || '"'::text) || (v).id) || '"'::text), ((('"next_review_on":'::text || '"'::text) || seal.date_text((v).next_review_on)) || '"'::text), ('"not_applicable_reason":'::text || to_json((v).not_applicable_reason)), ('"ordinal":'::text || (v).ordinal), ('"owner":'::text || to_json((v).owner)), ('"priority":'::text || to_json((v).priority)), ('"requirement":'::text || to_json((v).requirement)), ('"seq":'::text || (v).seq), ('"status":'::text || to_json((v).status)), ((('"tenant_id":'::text || '"'::text) || (v).tenant_id) || '"'::text))) || '}'::text);

ALTER FUNCTION history.canonical(v history.requirement_version) OWNER TO vouch_owner;

--
-- Name: canonical(jsonb); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.canonical(value jsonb) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT
    AS $_$
BEGIN
    -- Groups of counts by plain names, which is what a snapshot is: in one query, and nobody asked again.
    IF value::text ~ '^\{("[a-z0-9_]+": \{("[a-z0-9_]+": (-?[0-9]+|null)(, |\}))+(, |\}$))+$' THEN
        RETURN (SELECT '{' || string_agg('"' || key || '":{' || coalesce(counts, '') || '}', ',' ORDER BY key COLLATE "C") || '}'
                  FROM jsonb_each(value) AS of_group(key, members)
                 CROSS JOIN LATERAL (SELECT string_agg('"' || name || '":' || count, ',' ORDER BY name COLLATE "C")
                                       FROM jsonb_each_text(members) AS member(name, count)) AS listed(counts));
    END IF;
    CASE jsonb_typeof(value)
    WHEN 'object' THEN
        RETURN (SELECT '{' || coalesce(string_agg(to_json(key)::text || ':' || seal.canonical(member), ','
                                                  ORDER BY key COLLATE "C"), '') || '}'
                  FROM jsonb_each(value) AS pair(key, member) WHERE jsonb_typeof(member) <> 'null');
    WHEN 'array' THEN
        RETURN (SELECT '[' || coalesce(string_agg(coalesce(seal.canonical(element), 'null'), ',' ORDER BY place), '') || ']'
                  FROM jsonb_array_elements(value) WITH ORDINALITY AS item(element, place));
    WHEN 'number' THEN
        IF value::text !~ '^-?[0-9]+$' THEN
            RAISE EXCEPTION 'a sealed number is an integer, not %: store tenths', value USING ERRCODE = 'VO004';
        END IF;
        RETURN value::text;
    ELSE
        RETURN value::text;
    END CASE;
END $_$;

ALTER FUNCTION seal.canonical(value jsonb) OWNER TO vouch_owner;

--
-- Name: retirement_version; Type: TABLE; Schema: history; Owner: vouch_owner
--

CREATE TABLE history.retirement_version (
    tenant_id uuid NOT NULL,
    seq bigint NOT NULL,
    ordinal integer NOT NULL,
    id uuid NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    deleted boolean NOT NULL,
    keep_days integer,
    snapshots jsonb
);

ALTER TABLE ONLY history.retirement_version FORCE ROW LEVEL SECURITY;

ALTER TABLE history.retirement_version OWNER TO vouch_owner;

--
-- Name: canonical(history.retirement_version); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.canonical(v history.retirement_version) RETURNS text
    LANGUAGE sql STABLE
    RETURN (('{'::text || concat_ws(','::text, ('"deleted":'::text || (v).deleted), ('"effective_at":'::text || seal.microseconds((v).effective_at)), ((('"id":'::text || '"'::text) || (v).id) || '"'::text), ('"keep_days":'::text || (v).keep_days), ('"ordinal":'::text || (v).ordinal), ('"seq":'::text || (v).seq), ('"snapshots":'::text || seal.canonical((v).snapshots)), ((('"tenant_id":'::text || '"'::text) || (v).tenant_id) || '"'::text))) || '}'::text);

ALTER FUNCTION history.canonical(v history.retirement_version) OWNER TO vouch_owner;

--
-- Name: sealed_period_version; Type: TABLE; Schema: history; Owner: vouch_owner
--

CREATE TABLE history.sealed_period_version (
    tenant_id uuid NOT NULL,
    seq bigint NOT NULL,
    ordinal integer NOT NULL,
    id uuid NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    deleted boolean NOT NULL,
    grain text,
    label text,
    starts_on date,
    ends_on date,
    revision integer
);

ALTER TABLE ONLY history.sealed_period_version FORCE ROW LEVEL SECURITY;

ALTER TABLE history.sealed_period_version OWNER TO vouch_owner;

--
-- Name: canonical(history.sealed_period_version); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.canonical(v history.sealed_period_version) RETURNS text
    LANGUAGE sql STABLE
    RETURN (('{'::text || concat_ws(','::text, ('"deleted":'::text || (v).deleted), ('"effective_at":'::text || seal.microseconds((v).effective_at)), ((('"ends_on":'::text || '"'::text) || seal.date_text((v).ends_on)) || '"'::text), ('"grain":'::text || to_json((v).grain)), ((('"id":'::text || '"'::text) || (v).id) || '"'::text), ('"label":'::text || to_json((v).label)), ('"ordinal":'::text || (v).ordinal), ('"revision":'::text || (v).revision), ('"seq":'::text || (v).seq), ((('"starts_on":'::text || '"'::text) || seal.date_text((v).starts_on)) || '"'::text), ((('"tenant_id":'::text || '"'::text) || (v).tenant_id) || '"'::text))) || '}'::text);

ALTER FUNCTION history.canonical(v history.sealed_period_version) OWNER TO vouch_owner;

--
-- Name: setting_version; Type: TABLE; Schema: history; Owner: vouch_owner
--

CREATE TABLE history.setting_version (
    tenant_id uuid NOT NULL,
    seq bigint NOT NULL,
    ordinal integer NOT NULL,
    id uuid NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    deleted boolean NOT NULL,
    starts_on date,
    zone text,
    fiscal_year_start_month integer,
    capture_minute integer,
    weight_critical integer,
    weight_high integer,
    weight_medium integer,
    weight_low integer,
    per_branch boolean,
    share_compliance integer,
    share_finding integer,
    share_coverage integer,
    band_1 integer,
    band_2 integer,
    band_3 integer,
    risk_weight_critical integer,
    risk_weight_high integer,
    risk_weight_other integer,
    risk_band_1 integer,
    risk_band_2 integer,
    risk_band_3 integer,
    approved_by text
);

ALTER TABLE ONLY history.setting_version FORCE ROW LEVEL SECURITY;

ALTER TABLE history.setting_version OWNER TO vouch_owner;

--
-- Name: canonical(history.setting_version); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.canonical(v history.setting_version) RETURNS text
    LANGUAGE sql STABLE
    RETURN (('{'::text || concat_ws(','::text, ('"approved_by":'::text || to_json((v).approved_by)), ('"band_1":'::text || (v).band_1), ('"band_2":'::text || (v).band_2), ('"band_3":'::text || (v).band_3), ('"capture_minute":'::text || (v).capture_minute), ('"deleted":'::text || (v).deleted), ('"effective_at":'::text || seal.microseconds((v).effective_at)), ('"fiscal_year_start_month":'::text || (v).fiscal_year_start_month), ((('"id":'::text || '"'::text) || (v).id) || '"'::text), ('"ordinal":'::text || (v).ordinal), ('"per_branch":'::text || (v).per_branch), ('"risk_band_1":'::text || (v).risk_band_1), ('"risk_band_2":'::text || (v).risk_band_2), ('"risk_band_3":'::text || (v).risk_band_3), ('"risk_weight_critical":'::text || (v).risk_weight_critical), ('"risk_weight_high":'::text || (v).risk_weight_high), ('"risk_weight_other":'::text || (v).risk_weight_other), ('"seq":'::text || (v).seq), ('"share_compliance":'::text || (v).share_compliance), ('"share_coverage":'::text || (v).share_coverage), ('"share_finding":'::text || (v).share_finding), ((('"starts_on":'::text || '"'::text) || seal.date_text((v).starts_on)) || '"'::text), ((('"tenant_id":'::text || '"'::text) || (v).tenant_id) || '"'::text), ('"weight_critical":'::text || (v).weight_critical), ('"weight_high":'::text || (v).weight_high), ('"weight_low":'::text || (v).weight_low), ('"weight_medium":'::text || (v).weight_medium), ('"zone":'::text || to_json((v).zone)))) || '}'::text);

ALTER FUNCTION history.canonical(v history.setting_version) OWNER TO vouch_owner;

--
-- Name: tenant_version; Type: TABLE; Schema: history; Owner: vouch_owner
--

CREATE TABLE history.tenant_version (
    tenant_id uuid NOT NULL,
    seq bigint NOT NULL,
    ordinal integer NOT NULL,
    id uuid NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    deleted boolean NOT NULL,
    slug text,
    name text,
    short_name text,
    licence_number text,
    tier text,
    locale text,
    simulated boolean,
    onboarded_at timestamp with time zone
);

ALTER TABLE ONLY history.tenant_version FORCE ROW LEVEL SECURITY;

ALTER TABLE history.tenant_version OWNER TO vouch_owner;

--
-- Name: canonical(history.tenant_version); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.canonical(v history.tenant_version) RETURNS text
    LANGUAGE sql STABLE
    RETURN (('{'::text || concat_ws(','::text, ('"deleted":'::text || (v).deleted), ('"effective_at":'::text || seal.microseconds((v).effective_at)), ((('"id":'::text || '"'::text) || (v).id) || '"'::text), ('"licence_number":'::text || to_json((v).licence_number)), ('"locale":'::text || to_json((v).locale)), ('"name":'::text || to_json((v).name)), ('"onboarded_at":'::text || seal.microseconds((v).onboarded_at)), ('"ordinal":'::text || (v).ordinal), ('"seq":'::text || (v).seq), ('"short_name":'::text || to_json((v).short_name)), ('"simulated":'::text || (v).simulated), ('"slug":'::text || to_json((v).slug)), ((('"tenant_id":'::text || '"'::text) || (v).tenant_id) || '"'::text), ('"tier":'::text || to_json((v).tier)))) || '}'::text);

ALTER FUNCTION history.canonical(v history.tenant_version) OWNER TO vouch_owner;

--
-- Name: figures(jsonb); Type: FUNCTION; Schema: snapshot; Owner: vouch_owner
--

CREATE FUNCTION snapshot.figures(metrics jsonb) RETURNS text
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
DECLARE
    severity     jsonb := metrics -> 'severity';
    standing     jsonb := metrics -> 'standing';
    original     jsonb := metrics -> 'ageing_original';
    by_now       jsonb := metrics -> 'ageing_current';
    awaiting     jsonb := metrics -> 'ageing_awaiting';
    compliance   jsonb := metrics -> 'compliance';
    coverage     jsonb := metrics -> 'coverage';
    score        jsonb := metrics -> 'score';
    roll_forward jsonb := metrics -> 'roll_forward';
BEGIN
    RETURN array_to_string(ARRAY[
        severity ->> 'critical_open', severity ->> 'high_open', severity ->> 'medium_open', severity ->> 'low_open',
        severity ->> 'total_open', severity ->> 'in_preparation', severity ->> 'risk_accepted', severity ->> 'closed',
        standing ->> 'with_management', standing ->> 'awaiting_audit',
        original ->> 'not_due', original ->> 'days_1_30', original ->> 'days_31_60', original ->> 'days_61_90',
        original ->> 'days_91_180', original ->> 'days_181_365', original ->> 'days_over_365', original ->> 'no_date',
        original ->> 'overdue',
        by_now ->> 'not_due', by_now ->> 'days_1_30', by_now ->> 'days_31_60', by_now ->> 'days_61_90',
        by_now ->> 'days_91_180', by_now ->> 'days_181_365', by_now ->> 'days_over_365', by_now ->> 'no_date',
        by_now ->> 'overdue',
        awaiting ->> 'days_0_30', awaiting ->> 'days_31_60', awaiting ->> 'days_61_90', awaiting ->> 'days_91_180',
        awaiting ->> 'days_181_365', awaiting ->> 'days_over_365', awaiting ->> 'no_date',
        compliance ->> 'percentage_tenths', compliance ->> 'assessed_tenths', compliance ->> 'compliant',
        compliance ->> 'partial', compliance ->> 'non_compliant', compliance ->> 'pending',
        compliance ->> 'not_applicable', compliance ->> 'review_overdue',
        coverage ->> 'percentage_tenths', coverage ->> 'branches_covered', coverage ->> 'branches_due',
        coverage ->> 'plan_tenths', coverage ->> 'plan_completed', coverage ->> 'plan_due',
        score ->> 'health', score ->> 'finding_tenths', score ->> 'health_band',
        roll_forward ->> 'critical_issued', roll_forward ->> 'high_issued', roll_forward ->> 'medium_issued',
        roll_forward ->> 'low_issued',
        roll_forward ->> 'critical_reopened', roll_forward ->> 'high_reopened', roll_forward ->> 'medium_reopened',
        roll_forward ->> 'low_reopened',
        roll_forward ->> 'critical_returned', roll_forward ->> 'high_returned', roll_forward ->> 'medium_returned',
        roll_forward ->> 'low_returned',
        roll_forward ->> 'critical_closed', roll_forward ->> 'high_closed', roll_forward ->> 'medium_closed',
        roll_forward ->> 'low_closed',
        roll_forward ->> 'critical_no_longer_valid', roll_forward ->> 'high_no_longer_valid',
        roll_forward ->> 'medium_no_longer_valid', roll_forward ->> 'low_no_longer_valid',
        roll_forward ->> 'critical_risk_accepted', roll_forward ->> 'high_risk_accepted',
        roll_forward ->> 'medium_risk_accepted', roll_forward ->> 'low_risk_accepted',
        roll_forward ->> 'critical_deleted', roll_forward ->> 'high_deleted', roll_forward ->> 'medium_deleted',
        roll_forward ->> 'low_deleted',
        roll_forward ->> 'withdrawn'], ',', '');
END $$;

ALTER FUNCTION snapshot.figures(metrics jsonb) OWNER TO vouch_owner;

--
-- Name: is_month_end(date); Type: FUNCTION; Schema: snapshot; Owner: vouch_owner
--

CREATE FUNCTION snapshot.is_month_end(business_date date) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN ((business_date >= '0001-01-01'::date) AND (business_date <= '9999-12-31'::date)) THEN (EXTRACT(day FROM (business_date + 1)) = (1)::numeric) ELSE false END;

ALTER FUNCTION snapshot.is_month_end(business_date date) OWNER TO vouch_owner;

--
-- Name: change; Type: TABLE; Schema: snapshot; Owner: vouch_owner
--

CREATE TABLE snapshot.change (
    tenant_id uuid NOT NULL,
    seq bigint NOT NULL,
    ordinal integer NOT NULL,
    business_date date NOT NULL,
    revision integer NOT NULL
);

ALTER TABLE ONLY snapshot.change FORCE ROW LEVEL SECURITY;

ALTER TABLE snapshot.change OWNER TO vouch_owner;

--
-- Name: dashboard_snapshot; Type: TABLE; Schema: snapshot; Owner: vouch_owner
--

CREATE TABLE snapshot.dashboard_snapshot (
    tenant_id uuid NOT NULL,
    business_date date NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    slot_at timestamp with time zone NOT NULL,
    known_seq bigint NOT NULL,
    captured_at timestamp with time zone NOT NULL,
    origin text NOT NULL,
    definition_version integer NOT NULL,
    settings_seq bigint NOT NULL,
    metrics jsonb NOT NULL,
    revised jsonb,
    figures text GENERATED ALWAYS AS (
CASE
    WHEN snapshot.is_month_end(business_date) THEN snapshot.figures(metrics)
    ELSE NULL::text
END) STORED,
    CONSTRAINT dashboard_snapshot_check CHECK (((revised IS NULL) = (revision = 1))),
    CONSTRAINT dashboard_snapshot_origin_check CHECK ((origin = ANY (ARRAY['observed'::text, 'replayed'::text]))),
    CONSTRAINT dashboard_snapshot_revision_check CHECK ((revision >= 1))
);

ALTER TABLE ONLY snapshot.dashboard_snapshot FORCE ROW LEVEL SECURITY;

ALTER TABLE snapshot.dashboard_snapshot OWNER TO vouch_owner;

--
-- Name: COLUMN dashboard_snapshot.settings_seq; Type: COMMENT; Schema: snapshot; Owner: vouch_owner
--

COMMENT ON COLUMN snapshot.dashboard_snapshot.settings_seq IS 'the change set that last changed the settings in force';

--
-- Name: COLUMN dashboard_snapshot.revised; Type: COMMENT; Schema: snapshot; Owner: vouch_owner
--

COMMENT ON COLUMN snapshot.dashboard_snapshot.revised IS 'why and in what it differs from the revision before: {reason, previous: {revision, known_seq, definition_version}, differences: [{path, was, is}], change_sets: [seq]}';

--
-- Name: sealed_snapshot; Type: VIEW; Schema: snapshot; Owner: vouch_owner
--

CREATE VIEW snapshot.sealed_snapshot WITH (security_invoker='true') AS
 SELECT place.seq,
    place.ordinal,
    place.tenant_id,
    place.business_date,
    place.revision,
    snap.slot_at,
    snap.known_seq,
    snap.captured_at,
    snap.origin,
    snap.definition_version,
    snap.settings_seq,
    snap.metrics,
    snap.revised
   FROM (snapshot.change place
     CROSS JOIN LATERAL ( SELECT s.tenant_id,
            s.business_date,
            s.revision,
            s.slot_at,
            s.known_seq,
            s.captured_at,
            s.origin,
            s.definition_version,
            s.settings_seq,
            s.metrics,
            s.revised
           FROM snapshot.dashboard_snapshot s
          WHERE ((s.tenant_id = place.tenant_id) AND (s.business_date = place.business_date) AND (s.revision = place.revision))
         LIMIT 1) snap);

ALTER TABLE snapshot.sealed_snapshot OWNER TO vouch_owner;

--
-- Name: canonical(snapshot.sealed_snapshot); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.canonical(v snapshot.sealed_snapshot) RETURNS text
    LANGUAGE sql STABLE
    RETURN (('{'::text || concat_ws(','::text, ((('"business_date":'::text || '"'::text) || seal.date_text((v).business_date)) || '"'::text), ('"captured_at":'::text || seal.microseconds((v).captured_at)), ('"definition_version":'::text || (v).definition_version), ('"known_seq":'::text || (v).known_seq), ('"metrics":'::text || seal.canonical((v).metrics)), ('"ordinal":'::text || (v).ordinal), ('"origin":'::text || to_json((v).origin)), ('"revised":'::text || seal.canonical((v).revised)), ('"revision":'::text || (v).revision), ('"seq":'::text || (v).seq), ('"settings_seq":'::text || (v).settings_seq), ('"slot_at":'::text || seal.microseconds((v).slot_at)), ((('"tenant_id":'::text || '"'::text) || (v).tenant_id) || '"'::text))) || '}'::text);

ALTER FUNCTION history.canonical(v snapshot.sealed_snapshot) OWNER TO vouch_owner;

--
-- Name: define_canonical(regclass); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.define_canonical(version_table regclass) RETURNS void
    LANGUAGE plpgsql
    AS $_$
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
      FROM pg_attribute WHERE attrelid = version_table AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
    EXECUTE format('CREATE OR REPLACE FUNCTION history.canonical(v %s) RETURNS text LANGUAGE sql STABLE'
                   ' RETURN ''{'' || concat_ws('','', %s) || ''}''', version_table, members);
END $_$;

ALTER FUNCTION history.define_canonical(version_table regclass) OWNER TO vouch_owner;

--
-- Name: differences(uuid); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.differences(p_tenant_id uuid) RETURNS TABLE(kind text, id uuid, difference text)
    LANGUAGE plpgsql STABLE
    AS $_$
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
END $_$;

ALTER FUNCTION history.differences(p_tenant_id uuid) OWNER TO vouch_owner;

--
-- Name: fact_names(text); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.fact_names(kind text) RETURNS text[]
    LANGUAGE sql STABLE STRICT
    AS $$
    SELECT array_agg(attname::text ORDER BY attnum)
      FROM pg_attribute
     WHERE attrelid = format('history.%I', kind || '_version')::regclass AND attnum > 0 AND NOT attisdropped
       AND history.is_fact(attname)
$$;

ALTER FUNCTION history.fact_names(kind text) OWNER TO vouch_owner;

--
-- Name: facts(text, text); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.facts(kind text, prefix text) RETURNS text
    LANGUAGE sql STABLE STRICT
    AS $$
    SELECT string_agg(prefix || quote_ident(fact), ', ' ORDER BY place)
      FROM unnest(history.fact_names(kind)) WITH ORDINALITY AS named(fact, place)
$$;

ALTER FUNCTION history.facts(kind text, prefix text) OWNER TO vouch_owner;

--
-- Name: is_fact(text); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.is_fact(column_name text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((column_name <> ALL (ARRAY['tenant_id'::text, 'seq'::text, 'ordinal'::text, 'id'::text, 'effective_at'::text, 'deleted'::text, 'restates'::text, 'step'::text])) AND (column_name !~~ 'was\_%'::text));

ALTER FUNCTION history.is_fact(column_name text) OWNER TO vouch_owner;

--
-- Name: facts_of(jsonb); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.facts_of(version jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (NOT ((version ->> 'deleted'::text))::boolean) THEN (SELECT COALESCE(jsonb_object_agg(fact.key, fact.value), '{}'::jsonb) AS "coalesce" FROM jsonb_each(facts_of.version) fact(key, value) WHERE (history.is_fact(fact.key) AND (fact.value <> 'null'::jsonb))) ELSE NULL::jsonb END;

ALTER FUNCTION history.facts_of(version jsonb) OWNER TO vouch_owner;

--
-- Name: followed(text); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.followed(kind text) RETURNS text[]
    LANGUAGE sql STABLE STRICT
    AS $$
    SELECT coalesce(array_agg(substr(attname, 5) ORDER BY attnum), '{}')
      FROM pg_attribute
     WHERE attrelid = format('history.%I', kind || '_version')::regclass AND NOT attisdropped AND attname LIKE 'was\_%'
$$;

ALTER FUNCTION history.followed(kind text) OWNER TO vouch_owner;

--
-- Name: state_effective_at(); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.state_effective_at() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.effective_at := nullif(current_setting('app.effective', true), '')::timestamptz;
    RETURN NEW;
END $$;

ALTER FUNCTION history.state_effective_at() OWNER TO vouch_owner;

--
-- Name: subject_id(history.area_version); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.subject_id(v history.area_version) RETURNS text
    LANGUAGE sql STABLE
    RETURN ((v).id)::text;

ALTER FUNCTION history.subject_id(v history.area_version) OWNER TO vouch_owner;

--
-- Name: subject_id(history.branch_version); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.subject_id(v history.branch_version) RETURNS text
    LANGUAGE sql STABLE
    RETURN ((v).id)::text;

ALTER FUNCTION history.subject_id(v history.branch_version) OWNER TO vouch_owner;

--
-- Name: subject_id(history.engagement_version); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.subject_id(v history.engagement_version) RETURNS text
    LANGUAGE sql STABLE
    RETURN ((v).id)::text;

ALTER FUNCTION history.subject_id(v history.engagement_version) OWNER TO vouch_owner;

--
-- Name: subject_id(history.import_file_version); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.subject_id(v history.import_file_version) RETURNS text
    LANGUAGE sql STABLE
    RETURN ((v).id)::text;

ALTER FUNCTION history.subject_id(v history.import_file_version) OWNER TO vouch_owner;

--
-- Name: subject_id(history.import_version); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.subject_id(v history.import_version) RETURNS text
    LANGUAGE sql STABLE
    RETURN ((v).id)::text;

ALTER FUNCTION history.subject_id(v history.import_version) OWNER TO vouch_owner;

--
-- Name: subject_id(history.observation_text_version); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.subject_id(v history.observation_text_version) RETURNS text
    LANGUAGE sql STABLE
    RETURN ((v).id)::text;

ALTER FUNCTION history.subject_id(v history.observation_text_version) OWNER TO vouch_owner;

--
-- Name: subject_id(history.observation_version); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.subject_id(v history.observation_version) RETURNS text
    LANGUAGE sql STABLE
    RETURN ((v).id)::text;

ALTER FUNCTION history.subject_id(v history.observation_version) OWNER TO vouch_owner;

--
-- Name: subject_id(history.plan_version); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.subject_id(v history.plan_version) RETURNS text
    LANGUAGE sql STABLE
    RETURN ((v).id)::text;

ALTER FUNCTION history.subject_id(v history.plan_version) OWNER TO vouch_owner;

--
-- Name: subject_id(history.requirement_version); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.subject_id(v history.requirement_version) RETURNS text
    LANGUAGE sql STABLE
    RETURN ((v).id)::text;

ALTER FUNCTION history.subject_id(v history.requirement_version) OWNER TO vouch_owner;

--
-- Name: subject_id(history.retirement_version); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.subject_id(v history.retirement_version) RETURNS text
    LANGUAGE sql STABLE
    RETURN ((v).id)::text;

ALTER FUNCTION history.subject_id(v history.retirement_version) OWNER TO vouch_owner;

--
-- Name: subject_id(history.sealed_period_version); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.subject_id(v history.sealed_period_version) RETURNS text
    LANGUAGE sql STABLE
    RETURN ((v).id)::text;

ALTER FUNCTION history.subject_id(v history.sealed_period_version) OWNER TO vouch_owner;

--
-- Name: subject_id(history.setting_version); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.subject_id(v history.setting_version) RETURNS text
    LANGUAGE sql STABLE
    RETURN ((v).id)::text;

ALTER FUNCTION history.subject_id(v history.setting_version) OWNER TO vouch_owner;

--
-- Name: subject_id(history.tenant_version); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.subject_id(v history.tenant_version) RETURNS text
    LANGUAGE sql STABLE
    RETURN ((v).id)::text;

ALTER FUNCTION history.subject_id(v history.tenant_version) OWNER TO vouch_owner;

--
-- Name: subject_id(snapshot.sealed_snapshot); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.subject_id(v snapshot.sealed_snapshot) RETURNS text
    LANGUAGE sql STABLE
    RETURN ((seal.date_text((v).business_date) || '/'::text) || (v).revision);

ALTER FUNCTION history.subject_id(v snapshot.sealed_snapshot) OWNER TO vouch_owner;

--
-- Name: track(text, regclass, text[]); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.track(kind text, source regclass, covering text[] DEFAULT '{deleted}'::text[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
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

ALTER FUNCTION history.track(kind text, source regclass, covering text[]) OWNER TO vouch_owner;

--
-- Name: undated(jsonb); Type: FUNCTION; Schema: history; Owner: vouch_owner
--

CREATE FUNCTION history.undated(facts jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (facts IS NOT NULL) THEN (SELECT COALESCE(jsonb_object_agg(fact.key, fact.value), '{}'::jsonb) AS "coalesce" FROM jsonb_each(undated.facts) fact(key, value) WHERE (fact.key !~ '_(on|at|from|to|until)$'::text)) ELSE NULL::jsonb END;

ALTER FUNCTION history.undated(facts jsonb) OWNER TO vouch_owner;

--
-- Name: nobody(); Type: FUNCTION; Schema: job; Owner: vouch_owner
--

CREATE FUNCTION job.nobody() RETURNS uuid
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN '00000000-0000-0000-0000-000000000000'::uuid;

ALTER FUNCTION job.nobody() OWNER TO vouch_owner;

--
-- Name: enqueue(text, jsonb, uuid, integer, timestamp with time zone, text, text, text, interval, timestamp with time zone); Type: FUNCTION; Schema: job; Owner: vouch_owner
--

CREATE FUNCTION job.enqueue(p_queue text, p_payload jsonb DEFAULT NULL::jsonb, p_tenant_id uuid DEFAULT job.nobody(), p_priority integer DEFAULT 0, p_run_at timestamp with time zone DEFAULT NULL::timestamp with time zone, p_key text DEFAULT NULL::text, p_unique_key text DEFAULT NULL::text, p_when_there text DEFAULT 'keep'::text, p_at_most_every interval DEFAULT NULL::interval, p_now timestamp with time zone DEFAULT clock_timestamp()) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    of_queue job.queue;
    due      timestamptz := coalesce(p_run_at, p_now);
    job_id   bigint;
BEGIN
    IF job.may_enqueue_for(p_tenant_id) IS NOT TRUE THEN
        RAISE EXCEPTION 'a job for another tenant cannot be enqueued here' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT * INTO of_queue FROM job.queue WHERE name = p_queue;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no queue "%"; the program that handles it makes it when it starts', p_queue
            USING ERRCODE = 'undefined_object';
    END IF;
    IF of_queue.ordered AND p_key IS NULL THEN
        RAISE EXCEPTION 'jobs of the queue "%" run in the order of a key; give p_key', p_queue USING ERRCODE = 'null_value_not_allowed';
    END IF;
    IF p_when_there NOT IN ('keep', 'replace') OR p_unique_key IS NULL AND (p_when_there = 'replace' OR p_at_most_every IS NOT NULL) THEN
        RAISE EXCEPTION 'p_when_there is keep or replace; replace and p_at_most_every go with p_unique_key'
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF p_at_most_every IS NOT NULL THEN
        INSERT INTO job.throttle AS t (queue_id, tenant_id, key, until)
        VALUES (of_queue.queue_id, p_tenant_id, p_unique_key, p_now + p_at_most_every)
            ON CONFLICT (queue_id, tenant_id, key) DO UPDATE SET until = excluded.until WHERE t.until <= p_now;
        IF NOT FOUND THEN RETURN NULL; END IF;
    END IF;
    -- Three times at most: a job of the key may end, or come, between two looks.
    FOR attempt IN 1..3 LOOP
        INSERT INTO job.job AS j (created_at, run_at, rank, tenant_id, queue_id, priority, gated, stage, key, unique_key, payload)
        VALUES (p_now, due, job.rank_of(of_queue.ordered, of_queue.ageing_s, p_priority, due), p_tenant_id, of_queue.queue_id,
                p_priority, of_queue.gated, job.stage_of(of_queue.gated, false, due, p_now), p_key, p_unique_key, p_payload)
            ON CONFLICT (queue_id, tenant_id, unique_key) WHERE unique_key IS NOT NULL DO NOTHING
        RETURNING id INTO job_id;
        IF FOUND THEN RETURN job_id; END IF;
        IF p_when_there = 'keep' THEN
            SELECT id INTO job_id FROM job.job
             WHERE queue_id = of_queue.queue_id AND tenant_id = p_tenant_id AND unique_key = p_unique_key;
            IF FOUND THEN RETURN job_id; END IF;
        ELSE
            -- One that runs has read its payload: it gives the key away, and the new one is another job.
            UPDATE job.job AS j SET unique_key = NULL
             WHERE queue_id = of_queue.queue_id AND tenant_id = p_tenant_id AND unique_key = p_unique_key
               AND EXISTS (SELECT FROM job.lease AS l WHERE l.job_id = j.id);
            UPDATE job.job AS j
               SET payload = p_payload, run_at = due, priority = p_priority, key = p_key,
                   rank = job.rank_of(of_queue.ordered, of_queue.ageing_s, p_priority, due),
                   stage = job.stage_of(j.gated, j.alone, due, p_now)
             WHERE queue_id = of_queue.queue_id AND tenant_id = p_tenant_id AND unique_key = p_unique_key
            RETURNING id INTO job_id;
            IF FOUND THEN RETURN job_id; END IF;
        END IF;
    END LOOP;
    RAISE EXCEPTION 'the unique key "%" changes hands too fast; try again', p_unique_key USING ERRCODE = 'serialization_failure';
END $$;

ALTER FUNCTION job.enqueue(p_queue text, p_payload jsonb, p_tenant_id uuid, p_priority integer, p_run_at timestamp with time zone, p_key text, p_unique_key text, p_when_there text, p_at_most_every interval, p_now timestamp with time zone) OWNER TO vouch_owner;

--
-- Name: keep_days(timestamp with time zone, integer, integer); Type: FUNCTION; Schema: job; Owner: vouch_owner
--

CREATE FUNCTION job.keep_days(p_now timestamp with time zone, p_days_ahead integer, p_keep_days integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET "TimeZone" TO 'UTC'
    AS $$
DECLARE
    today   date := (p_now AT TIME ZONE 'UTC')::date;
    day     date;
    old     regclass;
    dropped integer := 0;
BEGIN
    IF p_days_ahead NOT BETWEEN 1 AND 366 OR p_keep_days NOT BETWEEN 1 AND 36600 THEN
        RAISE EXCEPTION 'days are kept ahead for 1 to 366 and behind for 1 to 36600' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('job.keep_days', 0));
    FOR day IN SELECT today + n FROM generate_series(-1, p_days_ahead) AS n LOOP
        IF to_regclass('job.finished_' || to_char(day, 'YYYYMMDD')) IS NULL THEN
            EXECUTE format('CREATE TABLE job.%I PARTITION OF job.finished FOR VALUES FROM (%L) TO (%L)',
                           'finished_' || to_char(day, 'YYYYMMDD'), day::timestamptz, (day + 1)::timestamptz);
        END IF;
    END LOOP;
    FOR old IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'job.finished'::regclass
                  AND (SELECT relname FROM pg_class WHERE oid = inhrelid) < 'finished_' || to_char(today - p_keep_days, 'YYYYMMDD') LOOP
        EXECUTE format('DROP TABLE %s', old);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END $$;

ALTER FUNCTION job.keep_days(p_now timestamp with time zone, p_days_ahead integer, p_keep_days integer) OWNER TO vouch_owner;

--
-- Name: let_in(integer, timestamp with time zone, uuid, text, uuid); Type: FUNCTION; Schema: job; Owner: vouch_owner
--

CREATE FUNCTION job.let_in(p_queue_id integer, p_now timestamp with time zone, p_tenant_id uuid, p_key text, p_from uuid DEFAULT job.nobody()) RETURNS integer
    LANGUAGE plpgsql
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
DECLARE
    q           job.queue;
    room        integer;           -- of the queue
    lane        record;            -- a tenant and a key with held jobs
    lane_room   integer;
    at_tenant   uuid := coalesce(p_tenant_id, p_from);
    at_key      text := coalesce(p_key, '');
    wrapped     boolean := false;
    let_in      integer;
    in_round    integer := 0;
    total       integer := 0;
BEGIN
    SELECT * INTO STRICT q FROM job.queue WHERE queue_id = p_queue_id FOR NO KEY UPDATE;  -- foreign keys are not in its way
    room := coalesce(q.running_max - (SELECT count(*) FROM job.job WHERE queue_id = p_queue_id AND gated AND stage IN ('ready', 'alone')),
                     10000);
    FOR visit IN 1..20000 LOOP
        EXIT WHEN room <= 0;
        -- A place of a tenant or of a key goes to the same tenant, or key; one of the queue to anybody.
        SELECT j.tenant_id, coalesce(j.key, '') AS key INTO lane FROM job.job AS j
         WHERE j.queue_id = p_queue_id AND j.stage = 'held' AND (j.tenant_id, coalesce(j.key, '')) > (at_tenant, at_key)
           AND (p_tenant_id IS NULL OR q.running_max IS NOT NULL OR j.tenant_id = p_tenant_id)
           AND NOT EXISTS (SELECT FROM job.paused_tenant AS p WHERE p.queue_id = p_queue_id AND p.tenant_id = j.tenant_id)
         ORDER BY j.tenant_id, coalesce(j.key, '') LIMIT 1;
        IF NOT FOUND THEN
            EXIT WHEN wrapped AND in_round = 0;
            wrapped := true;
            in_round := 0;
            at_tenant := job.nobody();
            at_key := '';
            -- The very first lane is not behind any: it is looked at here.
            SELECT j.tenant_id, coalesce(j.key, '') AS key INTO lane FROM job.job AS j
             WHERE j.queue_id = p_queue_id AND j.stage = 'held'
               AND (p_tenant_id IS NULL OR q.running_max IS NOT NULL OR j.tenant_id = p_tenant_id)
               AND NOT EXISTS (SELECT FROM job.paused_tenant AS p WHERE p.queue_id = p_queue_id AND p.tenant_id = j.tenant_id)
             ORDER BY j.tenant_id, coalesce(j.key, '') LIMIT 1;
            EXIT WHEN NOT FOUND;
        END IF;
        at_tenant := lane.tenant_id;
        at_key := lane.key;
        lane_room := CASE WHEN q.running_max IS NULL THEN room ELSE 1 END;
        IF q.running_per_tenant_max IS NOT NULL THEN
            lane_room := least(lane_room, q.running_per_tenant_max - (
                SELECT count(*) FROM job.job WHERE queue_id = p_queue_id AND tenant_id = lane.tenant_id AND gated AND stage IN ('ready', 'alone')));
        END IF;
        IF lane.key <> '' AND (q.ordered OR q.running_per_key_max IS NOT NULL) THEN
            lane_room := least(lane_room, coalesce(q.running_per_key_max, 1) - (
                SELECT count(*) FROM job.job WHERE queue_id = p_queue_id AND tenant_id = lane.tenant_id
                   AND coalesce(key, '') = lane.key AND gated AND stage IN ('ready', 'alone')));
        END IF;
        CONTINUE WHEN lane_room <= 0;
        -- One that failed and comes back keeps its place before those behind it.
        CONTINUE WHEN q.ordered AND EXISTS (
            SELECT FROM job.job AS e
             WHERE e.queue_id = p_queue_id AND e.tenant_id = lane.tenant_id AND e.key = lane.key AND e.gated AND e.stage = 'later'
               AND e.id < (SELECT min(id) FROM job.job AS h WHERE h.queue_id = p_queue_id AND h.stage = 'held'
                              AND h.tenant_id = lane.tenant_id AND coalesce(h.key, '') = lane.key));
        IF q.started_every_ms IS NOT NULL THEN
            INSERT INTO job.next_start AS n (queue_id, tenant_id, next_at)
            VALUES (p_queue_id, lane.tenant_id, p_now + q.started_every_ms * interval '1 millisecond')
                ON CONFLICT (queue_id, tenant_id) DO UPDATE SET next_at = excluded.next_at WHERE n.next_at <= p_now;
            CONTINUE WHEN NOT FOUND;
            lane_room := 1;
        END IF;
        UPDATE job.job AS j SET stage = CASE WHEN j.alone THEN 'alone' ELSE 'ready' END
         WHERE j.id IN (SELECT id FROM job.job WHERE queue_id = p_queue_id AND stage = 'held' AND tenant_id = lane.tenant_id
                           AND coalesce(key, '') = lane.key ORDER BY rank, id LIMIT lane_room);
        GET DIAGNOSTICS let_in = ROW_COUNT;
        room := room - let_in;
        in_round := in_round + let_in;
        total := total + let_in;
    END LOOP;
    RETURN total;
END $$;

ALTER FUNCTION job.let_in(p_queue_id integer, p_now timestamp with time zone, p_tenant_id uuid, p_key text, p_from uuid) OWNER TO vouch_owner;

--
-- Name: may_enqueue_for(uuid); Type: FUNCTION; Schema: job; Owner: vouch_owner
--

CREATE FUNCTION job.may_enqueue_for(p_tenant_id uuid) RETURNS boolean
    LANGUAGE sql STABLE
    RETURN CASE current_setting('role'::text) WHEN 'vouch_app'::text THEN (p_tenant_id = (current_setting('app.tenant_id'::text))::uuid) WHEN 'vouch_batch'::text THEN (p_tenant_id = ANY ((current_setting('app.tenant_ids'::text))::uuid[])) ELSE true END;

ALTER FUNCTION job.may_enqueue_for(p_tenant_id uuid) OWNER TO vouch_owner;

--
-- Name: notify(text[]); Type: FUNCTION; Schema: job; Owner: vouch_owner
--

CREATE FUNCTION job.notify(p_queues text[]) RETURNS SETOF text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    found job.queue;
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    FOR found IN SELECT * FROM job.queue WHERE name = ANY (p_queues) LOOP
        PERFORM pg_notify('vouch_job', found.queue_id::text);
        RETURN NEXT found.name;
    END LOOP;
END $$;

ALTER FUNCTION job.notify(p_queues text[]) OWNER TO vouch_owner;

--
-- Name: rank_of(boolean, integer, integer, timestamp with time zone); Type: FUNCTION; Schema: job; Owner: vouch_owner
--

CREATE FUNCTION job.rank_of(ordered boolean, ageing_s integer, priority integer, run_at timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN ordered THEN '1970-01-01 00:00:00+00'::timestamp with time zone ELSE (run_at - (((priority * ageing_s))::double precision * '00:00:01'::interval)) END;

ALTER FUNCTION job.rank_of(ordered boolean, ageing_s integer, priority integer, run_at timestamp with time zone) OWNER TO vouch_owner;

--
-- Name: stage_of(boolean, boolean, timestamp with time zone, timestamp with time zone); Type: FUNCTION; Schema: job; Owner: vouch_owner
--

CREATE FUNCTION job.stage_of(gated boolean, alone boolean, run_at timestamp with time zone, now timestamp with time zone) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (run_at > now) THEN 'later'::text WHEN gated THEN 'held'::text WHEN alone THEN 'alone'::text ELSE 'ready'::text END;

ALTER FUNCTION job.stage_of(gated boolean, alone boolean, run_at timestamp with time zone, now timestamp with time zone) OWNER TO vouch_owner;

--
-- Name: band(integer, integer, integer, integer); Type: FUNCTION; Schema: metric; Owner: vouch_owner
--

CREATE FUNCTION metric.band(score integer, from_1 integer, from_2 integer, from_3 integer) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (score >= from_1) THEN 1 WHEN (score >= from_2) THEN 2 WHEN (score >= from_3) THEN 3 WHEN (score IS NOT NULL) THEN 4 ELSE NULL::integer END;

ALTER FUNCTION metric.band(score integer, from_1 integer, from_2 integer, from_3 integer) OWNER TO vouch_owner;

--
-- Name: day_after_year(date, date[], date[]); Type: FUNCTION; Schema: metric; Owner: vouch_owner
--

CREATE FUNCTION metric.day_after_year(day date, starts date[], ends date[]) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN COALESCE(((ends)[width_bucket(day, starts)] + 1), day);

ALTER FUNCTION metric.day_after_year(day date, starts date[], ends date[]) OWNER TO vouch_owner;

--
-- Name: finding_part(numeric, numeric, numeric); Type: FUNCTION; Schema: metric; Owner: vouch_owner
--

CREATE FUNCTION metric.finding_part(points numeric, branches numeric, engagements_completed numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN ((engagements_completed > (0)::numeric) AND (branches > (0)::numeric)) THEN GREATEST((((100)::numeric * branches) - points), (0)::numeric) ELSE NULL::numeric END;

ALTER FUNCTION metric.finding_part(points numeric, branches numeric, engagements_completed numeric) OWNER TO vouch_owner;

--
-- Name: health(numeric, numeric, integer, numeric, numeric, integer, numeric, numeric, integer); Type: FUNCTION; Schema: metric; Owner: vouch_owner
--

CREATE FUNCTION metric.health(compliance_part numeric, compliance_whole numeric, compliance_share integer, finding_part numeric, finding_whole numeric, finding_share integer, coverage_part numeric, coverage_whole numeric, coverage_share integer) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN ((compliance_whole > (0)::numeric) AND (finding_whole > (0)::numeric) AND (coverage_whole > (0)::numeric)) THEN (round((((((((compliance_share)::numeric * compliance_part) * finding_whole) * coverage_whole) + ((((finding_share)::numeric * finding_part) * compliance_whole) * coverage_whole)) + ((((coverage_share)::numeric * coverage_part) * compliance_whole) * finding_whole)) / ((compliance_whole * finding_whole) * coverage_whole))))::integer ELSE NULL::integer END;

ALTER FUNCTION metric.health(compliance_part numeric, compliance_whole numeric, compliance_share integer, finding_part numeric, finding_whole numeric, finding_share integer, coverage_part numeric, coverage_whole numeric, coverage_share integer) OWNER TO vouch_owner;

--
-- Name: share_tenths(numeric, numeric); Type: FUNCTION; Schema: metric; Owner: vouch_owner
--

CREATE FUNCTION metric.share_tenths(part numeric, whole numeric) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN ((part = (0)::numeric) AND (whole > (0)::numeric)) THEN 0 WHEN ((part = whole) AND (whole > (0)::numeric)) THEN 1000 WHEN ((part IS NOT NULL) AND (whole > (0)::numeric)) THEN (LEAST(GREATEST(round(((part * (1000)::numeric) / whole)), (1)::numeric), (999)::numeric))::integer ELSE NULL::integer END;

ALTER FUNCTION metric.share_tenths(part numeric, whole numeric) OWNER TO vouch_owner;

--
-- Name: came_from(smallint); Type: FUNCTION; Schema: record; Owner: vouch_owner
--

CREATE FUNCTION record.came_from(step smallint) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (record.standings())[(step / 1000)];

ALTER FUNCTION record.came_from(step smallint) OWNER TO vouch_owner;

--
-- Name: change_holds_from(text, uuid, uuid, timestamp with time zone); Type: FUNCTION; Schema: record; Owner: vouch_owner
--

CREATE FUNCTION record.change_holds_from(kind text, p_tenant_id uuid, p_id uuid, as_of timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    AS $_$
DECLARE
    latest timestamptz;
BEGIN
    EXECUTE format('SELECT effective_at FROM history.%I WHERE tenant_id = $1 AND id = $2
                     ORDER BY effective_at DESC, seq DESC, ordinal DESC LIMIT 1', kind || '_version')
       INTO latest USING p_tenant_id, p_id;
    RETURN greatest(latest, as_of);
END $_$;

ALTER FUNCTION record.change_holds_from(kind text, p_tenant_id uuid, p_id uuid, as_of timestamp with time zone) OWNER TO vouch_owner;

--
-- Name: check_repeat_links(); Type: FUNCTION; Schema: record; Owner: vouch_owner
--

CREATE FUNCTION record.check_repeat_links() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
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
END $_$;

ALTER FUNCTION record.check_repeat_links() OWNER TO vouch_owner;

--
-- Name: forget_series(); Type: FUNCTION; Schema: record; Owner: vouch_owner
--

CREATE FUNCTION record.forget_series() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM record.source_series WHERE tenant_id = OLD.tenant_id AND id = OLD.id;
    RETURN NULL;
END $$;

ALTER FUNCTION record.forget_series() OWNER TO vouch_owner;

--
-- Name: keep_original_due_date(); Type: FUNCTION; Schema: record; Owner: vouch_owner
--

CREATE FUNCTION record.keep_original_due_date() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'observation %: the original due date % is never overwritten; extend due_on instead',
        OLD.id, OLD.original_due_on USING ERRCODE = 'VO001';
END $$;

ALTER FUNCTION record.keep_original_due_date() OWNER TO vouch_owner;

--
-- Name: kind_of_repeat(text); Type: FUNCTION; Schema: record; Owner: vouch_owner
--

CREATE FUNCTION record.kind_of_repeat(prior_status text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (record.standing(prior_status, false) = ANY (ARRAY['outstanding'::text, 'accepted'::text])) THEN 'persisting'::text ELSE 'recurred'::text END;

ALTER FUNCTION record.kind_of_repeat(prior_status text) OWNER TO vouch_owner;

--
-- Name: step_severity(smallint); Type: FUNCTION; Schema: record; Owner: vouch_owner
--

CREATE FUNCTION record.step_severity(step smallint) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (record.severities())[((step / 10) % 10)];

ALTER FUNCTION record.step_severity(step smallint) OWNER TO vouch_owner;

--
-- Name: left_as(smallint); Type: FUNCTION; Schema: record; Owner: vouch_owner
--

CREATE FUNCTION record.left_as(step smallint) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (record.came_from(step) = 'outstanding'::text) THEN (record.severities())[((step)::integer % 10)] ELSE record.step_severity(step) END;

ALTER FUNCTION record.left_as(step smallint) OWNER TO vouch_owner;

--
-- Name: link_holds_from(uuid, uuid, timestamp with time zone, timestamp with time zone); Type: FUNCTION; Schema: record; Owner: vouch_owner
--

CREATE FUNCTION record.link_holds_from(p_tenant_id uuid, p_id uuid, found_at timestamp with time zone, as_of timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    AS $$
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

ALTER FUNCTION record.link_holds_from(p_tenant_id uuid, p_id uuid, found_at timestamp with time zone, as_of timestamp with time zone) OWNER TO vouch_owner;

--
-- Name: move_in_series(); Type: FUNCTION; Schema: record; Owner: vouch_owner
--

CREATE FUNCTION record.move_in_series() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE record.source_series SET found_on = NEW.found_on WHERE tenant_id = NEW.tenant_id AND id = NEW.id;
    RETURN NULL;
END $$;

ALTER FUNCTION record.move_in_series() OWNER TO vouch_owner;

--
-- Name: name_of(text, uuid, uuid, jsonb, bigint); Type: FUNCTION; Schema: record; Owner: vouch_owner
--

CREATE FUNCTION record.name_of(kind text, p_tenant_id uuid, p_id uuid, facts jsonb, known_seq bigint) RETURNS text
    LANGUAGE sql STABLE
    AS $$
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

ALTER FUNCTION record.name_of(kind text, p_tenant_id uuid, p_id uuid, facts jsonb, known_seq bigint) OWNER TO vouch_owner;

--
-- Name: prior_when_found(uuid, uuid, date, bigint); Type: FUNCTION; Schema: record; Owner: vouch_owner
--

CREATE FUNCTION record.prior_when_found(p_tenant_id uuid, p_prior_id uuid, p_found_on date, p_known_seq bigint) RETURNS TABLE(status text)
    LANGUAGE sql STABLE ROWS 1
    AS $$
    SELECT CASE WHEN NOT v.deleted THEN v.status END
      FROM history.observation_version AS v
     WHERE v.tenant_id = p_tenant_id AND v.id = p_prior_id AND v.seq <= p_known_seq
       AND v.effective_at < tenant.day_start(p_tenant_id, p_found_on + 1)
     ORDER BY v.effective_at DESC, v.seq DESC, v.ordinal DESC
     LIMIT 1
$$;

ALTER FUNCTION record.prior_when_found(p_tenant_id uuid, p_prior_id uuid, p_found_on date, p_known_seq bigint) OWNER TO vouch_owner;

--
-- Name: refuse_unexplained_deletion(); Type: FUNCTION; Schema: record; Owner: vouch_owner
--

CREATE FUNCTION record.refuse_unexplained_deletion() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF coalesce(btrim(current_setting('app.reason', true)), '') = '' THEN
        RAISE EXCEPTION '% %: deleting needs a reason', TG_TABLE_NAME, OLD.id USING ERRCODE = 'VO001';
    END IF;
    RETURN OLD;
END $$;

ALTER FUNCTION record.refuse_unexplained_deletion() OWNER TO vouch_owner;

--
-- Name: went_to(smallint); Type: FUNCTION; Schema: record; Owner: vouch_owner
--

CREATE FUNCTION record.went_to(step smallint) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (record.standings())[((step / 100) % 10)];

ALTER FUNCTION record.went_to(step smallint) OWNER TO vouch_owner;

--
-- Name: change_set_hash(uuid, bigint, timestamp with time zone, text, text, text[], text[], bytea[], bytea); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.change_set_hash(tenant_id uuid, seq bigint, recorded_at timestamp with time zone, actor text, reason text, kinds text[], ids text[], digests bytea[], previous_hash bytea) RETURNS bytea
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT sha256(convert_to(concat(
        '{"actor":', to_json(actor), ',"changes":[',
        (SELECT string_agg(concat('{"digest":"', encode(digest, 'hex'), '","id":', to_json(id), ',"kind":', to_json(kind), '}'),
                           ',' ORDER BY ordinal)
           FROM unnest(kinds, ids, digests) WITH ORDINALITY AS change(kind, id, digest, ordinal)),
        '],"previous":"', encode(previous_hash, 'hex'), '","reason":', to_json(reason),
        ',"recorded_at":', seal.microseconds(recorded_at), ',"seq":', seq, ',"tenant_id":"', tenant_id, '"}'), 'UTF8'))
$$;

ALTER FUNCTION seal.change_set_hash(tenant_id uuid, seq bigint, recorded_at timestamp with time zone, actor text, reason text, kinds text[], ids text[], digests bytea[], previous_hash bytea) OWNER TO vouch_owner;

--
-- Name: close_change_set(); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.close_change_set() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
DECLARE
    head    seal.head;
    kinds   text[];
    ids     text[];
    digests bytea[];
BEGIN
    SELECT * INTO head FROM seal.head WHERE tenant_id = NEW.tenant_id;
    IF head.open_transaction IS DISTINCT FROM pg_current_xact_id() THEN
        RETURN NULL;  -- closed already, by SET CONSTRAINTS in this transaction
    END IF;
    IF head.open_count = 0 THEN
        UPDATE seal.head SET open_transaction = NULL, open_recorded_at = NULL, open_actor = NULL, open_reason = NULL,
                             open_count = NULL, open_kinds = NULL
         WHERE tenant_id = NEW.tenant_id;
        RETURN NULL;
    END IF;
    EXECUTE (SELECT format('SELECT array_agg(kind ORDER BY ordinal), array_agg(id ORDER BY ordinal),
                                   array_agg(digest ORDER BY ordinal) FROM (%s) AS subject',
                           string_agg(format('SELECT * FROM seal.%I($1, $2)', 'subjects_of_' || kind), ' UNION ALL '))
               FROM unnest(head.open_kinds) AS kind)
       INTO kinds, ids, digests USING head.tenant_id, head.seq + 1;
    IF cardinality(kinds) IS DISTINCT FROM head.open_count THEN
        RAISE EXCEPTION 'change set % of tenant % counts % changes but % versions were written',
            head.seq + 1, head.tenant_id, head.open_count, coalesce(cardinality(kinds), 0);
    END IF;
    INSERT INTO seal.change_set (tenant_id, seq, recorded_at, actor, reason, kinds, ids, digests, previous_hash, hash)
    VALUES (head.tenant_id, head.seq + 1, head.open_recorded_at, head.open_actor, head.open_reason, kinds, ids, digests,
            head.hash, seal.change_set_hash(head.tenant_id, head.seq + 1, head.open_recorded_at, head.open_actor,
                                            head.open_reason, kinds, ids, digests, head.hash));
    UPDATE seal.head AS h
       SET seq = c.seq, hash = c.hash, recorded_at = c.recorded_at, open_transaction = NULL, open_recorded_at = NULL,
           open_actor = NULL, open_reason = NULL, open_count = NULL, open_kinds = NULL
      FROM seal.change_set AS c
     WHERE h.tenant_id = head.tenant_id AND c.tenant_id = h.tenant_id AND c.seq = head.seq + 1;
    RETURN NULL;
END $_$;

ALTER FUNCTION seal.close_change_set() OWNER TO vouch_owner;

--
-- Name: head; Type: TABLE; Schema: seal; Owner: vouch_owner
--

CREATE TABLE seal.head (
    tenant_id uuid NOT NULL,
    seq bigint DEFAULT 0 NOT NULL,
    hash bytea DEFAULT decode(repeat('00'::text, 32), 'hex'::text) NOT NULL,
    recorded_at timestamp with time zone DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone NOT NULL,
    open_transaction xid8,
    open_recorded_at timestamp with time zone,
    open_actor text,
    open_reason text,
    open_count integer,
    open_kinds text[]
)
WITH (fillfactor='50');

ALTER TABLE ONLY seal.head FORCE ROW LEVEL SECURITY;

ALTER TABLE seal.head OWNER TO vouch_owner;

--
-- Name: count_changes(uuid, text, bigint); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.count_changes(p_tenant_id uuid, kind text, n bigint) RETURNS seal.head
    LANGUAGE sql
    AS $$
    UPDATE seal.head
       SET open_count = open_count + n,
           open_kinds = CASE WHEN kind = ANY (open_kinds) THEN open_kinds ELSE open_kinds || kind END
     WHERE tenant_id = p_tenant_id
    RETURNING *
$$;

ALTER FUNCTION seal.count_changes(p_tenant_id uuid, kind text, n bigint) OWNER TO vouch_owner;

--
-- Name: make_append_only(regclass); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.make_append_only(target regclass) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON %s
                    FOR EACH STATEMENT EXECUTE FUNCTION seal.refuse_rewriting()', target);
END $$;

ALTER FUNCTION seal.make_append_only(target regclass) OWNER TO vouch_owner;

--
-- Name: make_head(); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.make_head() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    INSERT INTO seal.head (tenant_id) VALUES (NEW.tenant_id);
    RETURN NEW;
END $$;

ALTER FUNCTION seal.make_head() OWNER TO vouch_owner;

--
-- Name: make_subjects_of(text); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.make_subjects_of(p_kind text) RETURNS void
    LANGUAGE plpgsql
    AS $_$
BEGIN
    EXECUTE format(
        'CREATE FUNCTION seal.%1$I(p_tenant_id uuid, p_seq bigint)
             RETURNS TABLE (ordinal integer, kind text, id text, digest bytea)
         LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
             SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $body$
         #variable_conflict use_column
         BEGIN
             RETURN QUERY SELECT subject.ordinal, subject.kind, subject.id, subject.digest
                            FROM (%2$s) AS subject
                           WHERE subject.tenant_id = p_tenant_id AND subject.seq = p_seq;
         END $body$',
        'subjects_of_' || p_kind, seal.subject_query(ARRAY[p_kind]));
    EXECUTE format('REVOKE ALL ON FUNCTION seal.%I(uuid, bigint) FROM PUBLIC', 'subjects_of_' || p_kind);
END $_$;

ALTER FUNCTION seal.make_subjects_of(p_kind text) OWNER TO vouch_owner;

--
-- Name: make_subjects_of_new_kind(); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.make_subjects_of_new_kind() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM seal.make_subjects_of(NEW.kind);
    RETURN NULL;
END $$;

ALTER FUNCTION seal.make_subjects_of_new_kind() OWNER TO vouch_owner;

--
-- Name: make_writers_take_turns(regclass); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.make_writers_take_turns(target regclass) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER wait_for_turn BEFORE INSERT OR UPDATE OR DELETE ON %s
                    FOR EACH STATEMENT EXECUTE FUNCTION seal.wait_for_turn()', target);
END $$;

ALTER FUNCTION seal.make_writers_take_turns(target regclass) OWNER TO vouch_owner;

--
-- Name: open_change_sets(uuid[]); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.open_change_sets(tenants uuid[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    actor    text := nullif(btrim(current_setting('app.actor', true)), '');
    reason   text := coalesce(current_setting('app.reason', true), '');
    supplied timestamptz := nullif(current_setting('app.recorded_at', true), '')::timestamptz;
    slug     text;
BEGIN
    IF actor IS NULL THEN
        RAISE EXCEPTION 'a change needs a named actor: enter the tenant with one before writing' USING ERRCODE = 'VO002';
    END IF;
    IF supplied IS NOT NULL THEN
        SELECT t.slug INTO slug FROM tenant.tenant AS t WHERE tenant_id = ANY (tenants) AND NOT simulated LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION 'tenant "%" is real: only the database''s clock says when it recorded something', slug
                USING ERRCODE = 'VO002';
        END IF;
    END IF;
    SET CONSTRAINTS seal.close_change_set DEFERRED;  -- made immediate, it would close a change set before it is filled
    PERFORM FROM seal.head WHERE tenant_id = ANY (tenants) ORDER BY tenant_id FOR UPDATE;
    IF supplied IS NOT NULL AND EXISTS (SELECT FROM seal.head WHERE tenant_id = ANY (tenants) AND recorded_at > supplied) THEN
        RAISE EXCEPTION 'simulated time % lies before what is already recorded', supplied USING ERRCODE = 'VO001';
    END IF;
    UPDATE seal.head
       SET open_transaction = pg_current_xact_id(), open_actor = actor, open_reason = reason, open_count = 0,
           open_kinds = '{}',
           open_recorded_at = greatest(coalesce(supplied, clock_timestamp()), recorded_at + interval '1 microsecond')
     WHERE tenant_id = ANY (tenants) AND open_transaction IS DISTINCT FROM pg_current_xact_id();
END $$;

ALTER FUNCTION seal.open_change_sets(tenants uuid[]) OWNER TO vouch_owner;

--
-- Name: refuse_rewriting(); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.refuse_rewriting() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION '%.% is append-only: % is refused; record a correction instead',
        TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP USING ERRCODE = 'VO003';
END $$;

ALTER FUNCTION seal.refuse_rewriting() OWNER TO vouch_owner;

--
-- Name: subject_query(text[]); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.subject_query(kinds text[]) RETURNS text
    LANGUAGE sql STABLE
    AS $$
    SELECT string_agg(format(
               'SELECT tenant_id, seq, ordinal, %L::text AS kind, history.subject_id(v) AS id,'
               ' sha256(convert_to(history.canonical(v), ''UTF8'')) AS digest FROM %s AS v', kind, version_table),
               ' UNION ALL ' ORDER BY kind)
      FROM seal.subject_kind WHERE kind = ANY (kinds)
$$;

ALTER FUNCTION seal.subject_query(kinds text[]) OWNER TO vouch_owner;

--
-- Name: subjects_of_area(uuid, bigint); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.subjects_of_area(p_tenant_id uuid, p_seq bigint) RETURNS TABLE(ordinal integer, kind text, id text, digest bytea)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
         #variable_conflict use_column
         BEGIN
             RETURN QUERY SELECT subject.ordinal, subject.kind, subject.id, subject.digest
                            FROM (SELECT tenant_id, seq, ordinal, 'area'::text AS kind, history.subject_id(v) AS id, sha256(convert_to(history.canonical(v), 'UTF8')) AS digest FROM history.area_version AS v) AS subject
                           WHERE subject.tenant_id = p_tenant_id AND subject.seq = p_seq;
         END $$;

ALTER FUNCTION seal.subjects_of_area(p_tenant_id uuid, p_seq bigint) OWNER TO vouch_owner;

--
-- Name: subjects_of_branch(uuid, bigint); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.subjects_of_branch(p_tenant_id uuid, p_seq bigint) RETURNS TABLE(ordinal integer, kind text, id text, digest bytea)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
         #variable_conflict use_column
         BEGIN
             RETURN QUERY SELECT subject.ordinal, subject.kind, subject.id, subject.digest
                            FROM (SELECT tenant_id, seq, ordinal, 'branch'::text AS kind, history.subject_id(v) AS id, sha256(convert_to(history.canonical(v), 'UTF8')) AS digest FROM history.branch_version AS v) AS subject
                           WHERE subject.tenant_id = p_tenant_id AND subject.seq = p_seq;
         END $$;

ALTER FUNCTION seal.subjects_of_branch(p_tenant_id uuid, p_seq bigint) OWNER TO vouch_owner;

--
-- Name: subjects_of_engagement(uuid, bigint); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.subjects_of_engagement(p_tenant_id uuid, p_seq bigint) RETURNS TABLE(ordinal integer, kind text, id text, digest bytea)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
         #variable_conflict use_column
         BEGIN
             RETURN QUERY SELECT subject.ordinal, subject.kind, subject.id, subject.digest
                            FROM (SELECT tenant_id, seq, ordinal, 'engagement'::text AS kind, history.subject_id(v) AS id, sha256(convert_to(history.canonical(v), 'UTF8')) AS digest FROM history.engagement_version AS v) AS subject
                           WHERE subject.tenant_id = p_tenant_id AND subject.seq = p_seq;
         END $$;

ALTER FUNCTION seal.subjects_of_engagement(p_tenant_id uuid, p_seq bigint) OWNER TO vouch_owner;

--
-- Name: subjects_of_import(uuid, bigint); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.subjects_of_import(p_tenant_id uuid, p_seq bigint) RETURNS TABLE(ordinal integer, kind text, id text, digest bytea)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
         #variable_conflict use_column
         BEGIN
             RETURN QUERY SELECT subject.ordinal, subject.kind, subject.id, subject.digest
                            FROM (SELECT tenant_id, seq, ordinal, 'import'::text AS kind, history.subject_id(v) AS id, sha256(convert_to(history.canonical(v), 'UTF8')) AS digest FROM history.import_version AS v) AS subject
                           WHERE subject.tenant_id = p_tenant_id AND subject.seq = p_seq;
         END $$;

ALTER FUNCTION seal.subjects_of_import(p_tenant_id uuid, p_seq bigint) OWNER TO vouch_owner;

--
-- Name: subjects_of_import_file(uuid, bigint); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.subjects_of_import_file(p_tenant_id uuid, p_seq bigint) RETURNS TABLE(ordinal integer, kind text, id text, digest bytea)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
         #variable_conflict use_column
         BEGIN
             RETURN QUERY SELECT subject.ordinal, subject.kind, subject.id, subject.digest
                            FROM (SELECT tenant_id, seq, ordinal, 'import_file'::text AS kind, history.subject_id(v) AS id, sha256(convert_to(history.canonical(v), 'UTF8')) AS digest FROM history.import_file_version AS v) AS subject
                           WHERE subject.tenant_id = p_tenant_id AND subject.seq = p_seq;
         END $$;

ALTER FUNCTION seal.subjects_of_import_file(p_tenant_id uuid, p_seq bigint) OWNER TO vouch_owner;

--
-- Name: subjects_of_observation(uuid, bigint); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.subjects_of_observation(p_tenant_id uuid, p_seq bigint) RETURNS TABLE(ordinal integer, kind text, id text, digest bytea)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
         #variable_conflict use_column
         BEGIN
             RETURN QUERY SELECT subject.ordinal, subject.kind, subject.id, subject.digest
                            FROM (SELECT tenant_id, seq, ordinal, 'observation'::text AS kind, history.subject_id(v) AS id, sha256(convert_to(history.canonical(v), 'UTF8')) AS digest FROM history.observation_version AS v) AS subject
                           WHERE subject.tenant_id = p_tenant_id AND subject.seq = p_seq;
         END $$;

ALTER FUNCTION seal.subjects_of_observation(p_tenant_id uuid, p_seq bigint) OWNER TO vouch_owner;

--
-- Name: subjects_of_observation_text(uuid, bigint); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.subjects_of_observation_text(p_tenant_id uuid, p_seq bigint) RETURNS TABLE(ordinal integer, kind text, id text, digest bytea)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
         #variable_conflict use_column
         BEGIN
             RETURN QUERY SELECT subject.ordinal, subject.kind, subject.id, subject.digest
                            FROM (SELECT tenant_id, seq, ordinal, 'observation_text'::text AS kind, history.subject_id(v) AS id, sha256(convert_to(history.canonical(v), 'UTF8')) AS digest FROM history.observation_text_version AS v) AS subject
                           WHERE subject.tenant_id = p_tenant_id AND subject.seq = p_seq;
         END $$;

ALTER FUNCTION seal.subjects_of_observation_text(p_tenant_id uuid, p_seq bigint) OWNER TO vouch_owner;

--
-- Name: subjects_of_plan(uuid, bigint); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.subjects_of_plan(p_tenant_id uuid, p_seq bigint) RETURNS TABLE(ordinal integer, kind text, id text, digest bytea)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
         #variable_conflict use_column
         BEGIN
             RETURN QUERY SELECT subject.ordinal, subject.kind, subject.id, subject.digest
                            FROM (SELECT tenant_id, seq, ordinal, 'plan'::text AS kind, history.subject_id(v) AS id, sha256(convert_to(history.canonical(v), 'UTF8')) AS digest FROM history.plan_version AS v) AS subject
                           WHERE subject.tenant_id = p_tenant_id AND subject.seq = p_seq;
         END $$;

ALTER FUNCTION seal.subjects_of_plan(p_tenant_id uuid, p_seq bigint) OWNER TO vouch_owner;

--
-- Name: subjects_of_requirement(uuid, bigint); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.subjects_of_requirement(p_tenant_id uuid, p_seq bigint) RETURNS TABLE(ordinal integer, kind text, id text, digest bytea)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
         #variable_conflict use_column
         BEGIN
             RETURN QUERY SELECT subject.ordinal, subject.kind, subject.id, subject.digest
                            FROM (SELECT tenant_id, seq, ordinal, 'requirement'::text AS kind, history.subject_id(v) AS id, sha256(convert_to(history.canonical(v), 'UTF8')) AS digest FROM history.requirement_version AS v) AS subject
                           WHERE subject.tenant_id = p_tenant_id AND subject.seq = p_seq;
         END $$;

ALTER FUNCTION seal.subjects_of_requirement(p_tenant_id uuid, p_seq bigint) OWNER TO vouch_owner;

--
-- Name: subjects_of_retirement(uuid, bigint); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.subjects_of_retirement(p_tenant_id uuid, p_seq bigint) RETURNS TABLE(ordinal integer, kind text, id text, digest bytea)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
         #variable_conflict use_column
         BEGIN
             RETURN QUERY SELECT subject.ordinal, subject.kind, subject.id, subject.digest
                            FROM (SELECT tenant_id, seq, ordinal, 'retirement'::text AS kind, history.subject_id(v) AS id, sha256(convert_to(history.canonical(v), 'UTF8')) AS digest FROM history.retirement_version AS v) AS subject
                           WHERE subject.tenant_id = p_tenant_id AND subject.seq = p_seq;
         END $$;

ALTER FUNCTION seal.subjects_of_retirement(p_tenant_id uuid, p_seq bigint) OWNER TO vouch_owner;

--
-- Name: subjects_of_sealed_period(uuid, bigint); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.subjects_of_sealed_period(p_tenant_id uuid, p_seq bigint) RETURNS TABLE(ordinal integer, kind text, id text, digest bytea)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
         #variable_conflict use_column
         BEGIN
             RETURN QUERY SELECT subject.ordinal, subject.kind, subject.id, subject.digest
                            FROM (SELECT tenant_id, seq, ordinal, 'sealed_period'::text AS kind, history.subject_id(v) AS id, sha256(convert_to(history.canonical(v), 'UTF8')) AS digest FROM history.sealed_period_version AS v) AS subject
                           WHERE subject.tenant_id = p_tenant_id AND subject.seq = p_seq;
         END $$;

ALTER FUNCTION seal.subjects_of_sealed_period(p_tenant_id uuid, p_seq bigint) OWNER TO vouch_owner;

--
-- Name: subjects_of_setting(uuid, bigint); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.subjects_of_setting(p_tenant_id uuid, p_seq bigint) RETURNS TABLE(ordinal integer, kind text, id text, digest bytea)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
         #variable_conflict use_column
         BEGIN
             RETURN QUERY SELECT subject.ordinal, subject.kind, subject.id, subject.digest
                            FROM (SELECT tenant_id, seq, ordinal, 'setting'::text AS kind, history.subject_id(v) AS id, sha256(convert_to(history.canonical(v), 'UTF8')) AS digest FROM history.setting_version AS v) AS subject
                           WHERE subject.tenant_id = p_tenant_id AND subject.seq = p_seq;
         END $$;

ALTER FUNCTION seal.subjects_of_setting(p_tenant_id uuid, p_seq bigint) OWNER TO vouch_owner;

--
-- Name: subjects_of_snapshot(uuid, bigint); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.subjects_of_snapshot(p_tenant_id uuid, p_seq bigint) RETURNS TABLE(ordinal integer, kind text, id text, digest bytea)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
         #variable_conflict use_column
         BEGIN
             RETURN QUERY SELECT subject.ordinal, subject.kind, subject.id, subject.digest
                            FROM (SELECT tenant_id, seq, ordinal, 'snapshot'::text AS kind, history.subject_id(v) AS id, sha256(convert_to(history.canonical(v), 'UTF8')) AS digest FROM snapshot.sealed_snapshot AS v) AS subject
                           WHERE subject.tenant_id = p_tenant_id AND subject.seq = p_seq;
         END $$;

ALTER FUNCTION seal.subjects_of_snapshot(p_tenant_id uuid, p_seq bigint) OWNER TO vouch_owner;

--
-- Name: subjects_of_tenant(uuid, bigint); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.subjects_of_tenant(p_tenant_id uuid, p_seq bigint) RETURNS TABLE(ordinal integer, kind text, id text, digest bytea)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
         #variable_conflict use_column
         BEGIN
             RETURN QUERY SELECT subject.ordinal, subject.kind, subject.id, subject.digest
                            FROM (SELECT tenant_id, seq, ordinal, 'tenant'::text AS kind, history.subject_id(v) AS id, sha256(convert_to(history.canonical(v), 'UTF8')) AS digest FROM history.tenant_version AS v) AS subject
                           WHERE subject.tenant_id = p_tenant_id AND subject.seq = p_seq;
         END $$;

ALTER FUNCTION seal.subjects_of_tenant(p_tenant_id uuid, p_seq bigint) OWNER TO vouch_owner;

--
-- Name: wait_for_turn(); Type: FUNCTION; Schema: seal; Owner: vouch_owner
--

CREATE FUNCTION seal.wait_for_turn() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    PERFORM FROM seal.head
     WHERE tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
       AND open_transaction IS DISTINCT FROM pg_current_xact_id()
       FOR UPDATE;
    RETURN NULL;
END $$;

ALTER FUNCTION seal.wait_for_turn() OWNER TO vouch_owner;

--
-- Name: differences(jsonb, jsonb); Type: FUNCTION; Schema: snapshot; Owner: vouch_owner
--

CREATE FUNCTION snapshot.differences(was jsonb, "is" jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT jsonb_agg(jsonb_build_object('path', path, 'was', one.value, 'is', other.value) ORDER BY path COLLATE "C")
      FROM (SELECT g.key || '.' || m.key AS path, m.value FROM jsonb_each(was) AS g, jsonb_each(g.value) AS m) AS one
      FULL JOIN (SELECT g.key || '.' || m.key AS path, m.value FROM jsonb_each("is") AS g, jsonb_each(g.value) AS m) AS other
           USING (path)
     WHERE coalesce(one.value, 'null') <> coalesce(other.value, 'null')
$$;

ALTER FUNCTION snapshot.differences(was jsonb, "is" jsonb) OWNER TO vouch_owner;

--
-- Name: enter_the_chain(); Type: FUNCTION; Schema: snapshot; Owner: vouch_owner
--

CREATE FUNCTION snapshot.enter_the_chain() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION snapshot.enter_the_chain() OWNER TO vouch_owner;

--
-- Name: refuse_revision(uuid, date, integer); Type: FUNCTION; Schema: snapshot; Owner: vouch_owner
--

CREATE FUNCTION snapshot.refuse_revision(p_tenant_id uuid, day date, revision integer) RETURNS void
    LANGUAGE plpgsql STABLE
    AS $$
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

ALTER FUNCTION snapshot.refuse_revision(p_tenant_id uuid, day date, revision integer) OWNER TO vouch_owner;

--
-- Name: refuse_unrecorded_deletion(); Type: FUNCTION; Schema: snapshot; Owner: vouch_owner
--

CREATE FUNCTION snapshot.refuse_unrecorded_deletion() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

ALTER FUNCTION snapshot.refuse_unrecorded_deletion() OWNER TO vouch_owner;

--
-- Name: refuse_what_cannot_be_sealed(); Type: FUNCTION; Schema: snapshot; Owner: vouch_owner
--

CREATE FUNCTION snapshot.refuse_what_cannot_be_sealed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

ALTER FUNCTION snapshot.refuse_what_cannot_be_sealed() OWNER TO vouch_owner;

--
-- Name: retention(uuid, integer, date); Type: FUNCTION; Schema: snapshot; Owner: vouch_owner
--

CREATE FUNCTION snapshot.retention(p_tenant_id uuid, keep_days integer, today date) RETURNS TABLE(business_date date, revision integer, kept_as text)
    LANGUAGE sql STABLE
    AS $$
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

ALTER FUNCTION snapshot.retention(p_tenant_id uuid, keep_days integer, today date) OWNER TO vouch_owner;

--
-- Name: retirable(uuid, integer, date); Type: FUNCTION; Schema: snapshot; Owner: vouch_owner
--

CREATE FUNCTION snapshot.retirable(p_tenant_id uuid, keep_days integer, today date) RETURNS jsonb
    LANGUAGE sql STABLE
    AS $$
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

ALTER FUNCTION snapshot.retirable(p_tenant_id uuid, keep_days integer, today date) OWNER TO vouch_owner;

--
-- Name: retire(); Type: FUNCTION; Schema: snapshot; Owner: vouch_owner
--

CREATE FUNCTION snapshot.retire() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION snapshot.retire() OWNER TO vouch_owner;

--
-- Name: all_tenants(); Type: FUNCTION; Schema: tenant; Owner: vouch_owner
--

CREATE FUNCTION tenant.all_tenants() RETURNS TABLE(tenant_id uuid, slug text, name text, simulated boolean, onboarded boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT tenant_id, slug, name, simulated, onboarded_at IS NOT NULL FROM tenant.tenant ORDER BY slug
$$;

ALTER FUNCTION tenant.all_tenants() OWNER TO vouch_owner;

--
-- Name: batch(); Type: FUNCTION; Schema: tenant; Owner: vouch_owner
--

CREATE FUNCTION tenant.batch() RETURNS SETOF uuid
    LANGUAGE sql STABLE
    RETURN unnest((current_setting('app.tenant_ids'::text))::uuid[]);

ALTER FUNCTION tenant.batch() OWNER TO vouch_owner;

--
-- Name: business_date(uuid, timestamp with time zone); Type: FUNCTION; Schema: tenant; Owner: vouch_owner
--

CREATE FUNCTION tenant.business_date(p_tenant_id uuid, moment timestamp with time zone) RETURNS date
    LANGUAGE plpgsql STABLE
    AS $$
DECLARE
    day date;
BEGIN
    SELECT (moment AT TIME ZONE zone)::date INTO day
      FROM tenant.setting_on(p_tenant_id, (moment AT TIME ZONE 'UTC')::date);
    WHILE moment >= tenant.day_start(p_tenant_id, day + 1) LOOP day := day + 1; END LOOP;
    WHILE moment < tenant.day_start(p_tenant_id, day) LOOP day := day - 1; END LOOP;
    RETURN day;
END $$;

ALTER FUNCTION tenant.business_date(p_tenant_id uuid, moment timestamp with time zone) OWNER TO vouch_owner;

--
-- Name: capture_slot(uuid, date); Type: FUNCTION; Schema: tenant; Owner: vouch_owner
--

CREATE FUNCTION tenant.capture_slot(p_tenant_id uuid, day date) RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    AS $$
    SELECT CASE WHEN starts_on <= day THEN calendar.wall_clock(zone, day + 1, capture_minute)
           ELSE greatest(calendar.wall_clock(zone, day + 1, capture_minute), tenant.day_start(p_tenant_id, day + 1)) END
      FROM tenant.setting_on(p_tenant_id, day + 1)
$$;

ALTER FUNCTION tenant.capture_slot(p_tenant_id uuid, day date) OWNER TO vouch_owner;

--
-- Name: chains_without_tenant(); Type: FUNCTION; Schema: tenant; Owner: vouch_owner
--

CREATE FUNCTION tenant.chains_without_tenant() RETURNS TABLE(tenant_id uuid, slug text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT chain.tenant_id,
           coalesce((SELECT v.slug FROM history.tenant_version AS v WHERE v.tenant_id = chain.tenant_id
                      ORDER BY v.seq, v.ordinal LIMIT 1), '')
      FROM (SELECT h.tenant_id FROM seal.head AS h UNION SELECT c.tenant_id FROM seal.change_set AS c
            EXCEPT SELECT t.tenant_id FROM tenant.tenant AS t) AS chain
     ORDER BY chain.tenant_id
$$;

ALTER FUNCTION tenant.chains_without_tenant() OWNER TO vouch_owner;

--
-- Name: clock(); Type: FUNCTION; Schema: tenant; Owner: vouch_owner
--

CREATE FUNCTION tenant.clock() RETURNS timestamp with time zone
    LANGUAGE sql
    RETURN COALESCE((NULLIF(current_setting('app.recorded_at'::text, true), ''::text))::timestamp with time zone, clock_timestamp());

ALTER FUNCTION tenant.clock() OWNER TO vouch_owner;

--
-- Name: day_start(uuid, date); Type: FUNCTION; Schema: tenant; Owner: vouch_owner
--

CREATE FUNCTION tenant.day_start(p_tenant_id uuid, day date) RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    AS $$
    SELECT CASE WHEN starts_on < day THEN calendar.day_start(zone, day)
           ELSE greatest(calendar.day_start(zone, day),
                         (SELECT calendar.day_start(before.zone, day - 1) FROM tenant.setting_on(p_tenant_id, day - 1) AS before))
           END
      FROM tenant.setting_on(p_tenant_id, day)
$$;

ALTER FUNCTION tenant.day_start(p_tenant_id uuid, day date) OWNER TO vouch_owner;

--
-- Name: days(uuid, date, date); Type: FUNCTION; Schema: tenant; Owner: vouch_owner
--

CREATE FUNCTION tenant.days(p_tenant_id uuid, first date, last date) RETURNS TABLE(place integer, business_date date, ends_at timestamp with time zone, slot_at timestamp with time zone)
    LANGUAGE sql STABLE ROWS 366
    AS $$
    WITH regime AS (
        SELECT zone, capture_minute, starts_on AS holds_from,
               coalesce(lead(starts_on) OVER (ORDER BY starts_on), 'infinity') AS holds_before
          FROM tenant.setting WHERE tenant_id = p_tenant_id
    )
    SELECT day.place, day.next - 1,
           CASE WHEN day.next > holds_from THEN calendar.day_start(zone, day.next)
                ELSE tenant.day_start(p_tenant_id, day.next) END,
           CASE WHEN day.next > holds_from THEN calendar.wall_clock(zone, day.next, capture_minute)
                ELSE tenant.capture_slot(p_tenant_id, day.next - 1) END
      FROM (SELECT n AS place, first + n + 1 AS next FROM generate_series(0, last - first) AS n) AS day
      JOIN regime ON day.next >= holds_from AND day.next < holds_before
     ORDER BY day.place
$$;

ALTER FUNCTION tenant.days(p_tenant_id uuid, first date, last date) OWNER TO vouch_owner;

--
-- Name: days_around(uuid, date[]); Type: FUNCTION; Schema: tenant; Owner: vouch_owner
--

CREATE FUNCTION tenant.days_around(p_tenant_id uuid, utc_dates date[], OUT days date[], OUT starts timestamp with time zone[]) RETURNS record
    LANGUAGE sql STABLE
    AS $$
    SELECT array_agg(day ORDER BY day), array_agg(tenant.day_start(p_tenant_id, day) ORDER BY day)
      FROM (SELECT DISTINCT utc_date + away AS day
              FROM unnest(utc_dates) AS utc_date CROSS JOIN generate_series(-2, 2) AS away
             WHERE utc_date IS NOT NULL) AS around
$$;

ALTER FUNCTION tenant.days_around(p_tenant_id uuid, utc_dates date[], OUT days date[], OUT starts timestamp with time zone[]) OWNER TO vouch_owner;

--
-- Name: enter(uuid, text, text, text, timestamp with time zone); Type: FUNCTION; Schema: tenant; Owner: vouch_owner
--

CREATE FUNCTION tenant.enter(tenant_id uuid, actor text DEFAULT NULL::text, reason text DEFAULT NULL::text, effective text DEFAULT NULL::text, recorded_at timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE format('SET LOCAL app.tenant_id = %L', tenant_id);
    IF actor IS NOT NULL THEN EXECUTE format('SET LOCAL app.actor = %L', actor); END IF;
    IF reason IS NOT NULL THEN EXECUTE format('SET LOCAL app.reason = %L', reason); END IF;
    IF effective IS NOT NULL THEN EXECUTE format('SET LOCAL app.effective = %L', effective); END IF;
    IF recorded_at IS NOT NULL THEN
        EXECUTE format('SET LOCAL app.recorded_at = %L', recorded_at);
        SET LOCAL synchronous_commit = off;
    END IF;
END $$;

ALTER FUNCTION tenant.enter(tenant_id uuid, actor text, reason text, effective text, recorded_at timestamp with time zone) OWNER TO vouch_owner;

--
-- Name: enter_batch(uuid[], text, text, timestamp with time zone); Type: FUNCTION; Schema: tenant; Owner: vouch_owner
--

CREATE FUNCTION tenant.enter_batch(tenant_ids uuid[], actor text DEFAULT NULL::text, reason text DEFAULT NULL::text, recorded_at timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE format('SET LOCAL app.tenant_ids = %L', tenant_ids);
    IF actor IS NOT NULL THEN EXECUTE format('SET LOCAL app.actor = %L', actor); END IF;
    IF reason IS NOT NULL THEN EXECUTE format('SET LOCAL app.reason = %L', reason); END IF;
    IF recorded_at IS NOT NULL THEN
        EXECUTE format('SET LOCAL app.recorded_at = %L', recorded_at);
        SET LOCAL synchronous_commit = off;
    END IF;
END $$;

ALTER FUNCTION tenant.enter_batch(tenant_ids uuid[], actor text, reason text, recorded_at timestamp with time zone) OWNER TO vouch_owner;

--
-- Name: find(text); Type: FUNCTION; Schema: tenant; Owner: vouch_owner
--

CREATE FUNCTION tenant.find(p_slug text) RETURNS TABLE(tenant_id uuid, slug text, name text, simulated boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT tenant_id, slug, name, simulated FROM tenant.tenant WHERE slug = p_slug
$$;

ALTER FUNCTION tenant.find(p_slug text) OWNER TO vouch_owner;

--
-- Name: first_free_day(uuid, text, timestamp with time zone); Type: FUNCTION; Schema: tenant; Owner: vouch_owner
--

CREATE FUNCTION tenant.first_free_day(p_tenant_id uuid, zone text, moment timestamp with time zone) RETURNS date
    LANGUAGE plpgsql STABLE
    AS $$
DECLARE
    day date := tenant.business_date(p_tenant_id, moment) + 1;
BEGIN
    WHILE calendar.day_start(zone, day) <= moment LOOP day := day + 1; END LOOP;
    RETURN day;
END $$;

ALTER FUNCTION tenant.first_free_day(p_tenant_id uuid, zone text, moment timestamp with time zone) OWNER TO vouch_owner;

--
-- Name: isolate(regclass, text, text, boolean); Type: FUNCTION; Schema: tenant; Owner: vouch_owner
--

CREATE FUNCTION tenant.isolate(target regclass, app text, batch text, asked_by_scan boolean DEFAULT false) RETURNS void
    LANGUAGE plpgsql
    AS $_$
DECLARE
    in_batch text := CASE WHEN asked_by_scan THEN 'tenant_id = ANY (ARRAY(SELECT tenant.batch()))'
                          ELSE 'tenant_id IN (SELECT tenant.batch())' END;
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
    EXECUTE format($policy$CREATE POLICY one_tenant ON %s TO vouch_app
        USING (tenant_id = current_setting('app.tenant_id')::uuid)
        WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid)$policy$, target);
    EXECUTE format('CREATE POLICY tenants_of_the_batch ON %1$s TO vouch_batch USING (%2$s) WITH CHECK (%2$s)', target, in_batch);
    IF app <> '' THEN EXECUTE format('GRANT %s ON %s TO vouch_app', app, target); END IF;
    IF batch <> '' THEN EXECUTE format('GRANT %s ON %s TO vouch_batch', batch, target); END IF;
END $_$;

ALTER FUNCTION tenant.isolate(target regclass, app text, batch text, asked_by_scan boolean) OWNER TO vouch_owner;

--
-- Name: last_due_date(uuid, timestamp with time zone); Type: FUNCTION; Schema: tenant; Owner: vouch_owner
--

CREATE FUNCTION tenant.last_due_date(p_tenant_id uuid, moment timestamp with time zone) RETURNS date
    LANGUAGE plpgsql STABLE
    AS $$
DECLARE
    day date := tenant.business_date(p_tenant_id, moment) - 1;
BEGIN
    WHILE tenant.capture_slot(p_tenant_id, day) > moment LOOP day := day - 1; END LOOP;
    RETURN day;
END $$;

ALTER FUNCTION tenant.last_due_date(p_tenant_id uuid, moment timestamp with time zone) OWNER TO vouch_owner;

--
-- Name: periods(uuid, text, date, date); Type: FUNCTION; Schema: tenant; Owner: vouch_owner
--

CREATE FUNCTION tenant.periods(p_tenant_id uuid, grain text, first date, last date) RETURNS TABLE(label text, starts_on date, ends_on date)
    LANGUAGE sql STABLE
    AS $$
    WITH regime AS (
        SELECT fiscal_year_start_month AS first_month, starts_on AS holds_from,
               coalesce(lead(starts_on) OVER (ORDER BY starts_on) - 1, 'infinity') AS holds_to
          FROM (SELECT *, lag(fiscal_year_start_month) OVER (ORDER BY starts_on) AS month_before
                  FROM tenant.setting WHERE tenant_id = p_tenant_id) AS setting
         WHERE month_before IS DISTINCT FROM fiscal_year_start_month
    )
    SELECT period.label, greatest(period.starts_on, regime.holds_from), least(period.ends_on, regime.holds_to)
      FROM regime, calendar.periods(grain, first_month, greatest(first, holds_from), least(last, holds_to)) AS period
     WHERE grain IN ('quarter', 'year')
    UNION ALL
    SELECT period.* FROM calendar.periods(grain, 1, first, last) AS period
     WHERE grain NOT IN ('quarter', 'year') OR grain IS NULL
     ORDER BY 2
$$;

ALTER FUNCTION tenant.periods(p_tenant_id uuid, grain text, first date, last date) OWNER TO vouch_owner;

--
-- Name: periods_named(uuid, text); Type: FUNCTION; Schema: tenant; Owner: vouch_owner
--

CREATE FUNCTION tenant.periods_named(p_tenant_id uuid, p_label text) RETURNS TABLE(grain text, label text, starts_on date, ends_on date)
    LANGUAGE sql STABLE
    AS $$
    SELECT of_grain.grain, period.label, period.starts_on, period.ends_on
      FROM (SELECT (substring(p_label FROM '[1-9][0-9]{3}') || '-01-01')::date AS january
             WHERE p_label ~ '[1-9][0-9]{3}') AS year
     CROSS JOIN unnest('{week,month,quarter,year}'::text[]) AS of_grain(grain)
     CROSS JOIN LATERAL tenant.periods(p_tenant_id, of_grain.grain, january, (january + interval '2 years')::date - 1) AS period
     WHERE lower(period.label) = lower(btrim(p_label))
     ORDER BY period.starts_on
$$;

ALTER FUNCTION tenant.periods_named(p_tenant_id uuid, p_label text) OWNER TO vouch_owner;

--
-- Name: refuse_change_of_identity(); Type: FUNCTION; Schema: tenant; Owner: vouch_owner
--

CREATE FUNCTION tenant.refuse_change_of_identity() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'tenant "%": the slug and whether it is simulated never change', OLD.slug USING ERRCODE = 'VO001';
END $$;

ALTER FUNCTION tenant.refuse_change_of_identity() OWNER TO vouch_owner;

--
-- Name: refuse_settings_that_hold(); Type: FUNCTION; Schema: tenant; Owner: vouch_owner
--

CREATE FUNCTION tenant.refuse_settings_that_hold() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    now_here timestamptz := coalesce(nullif(current_setting('app.recorded_at', true), '')::timestamptz, clock_timestamp());
    first    date;
    before   text;
BEGIN
    IF TG_OP = 'INSERT' AND NOT EXISTS (SELECT FROM tenant.setting WHERE tenant_id = NEW.tenant_id) THEN
        NEW.starts_on := date '0001-01-01';
        RETURN NEW;
    END IF;
    IF TG_OP <> 'INSERT' AND OLD.starts_on <= tenant.business_date(OLD.tenant_id, now_here) THEN
        RAISE EXCEPTION 'the settings from % on hold already and stay; new settings start on a future business date',
            to_char(OLD.starts_on, 'YYYY-MM-DD') USING ERRCODE = 'VO001';
    END IF;
    IF TG_OP = 'INSERT' OR TG_OP = 'UPDATE' AND (NEW.starts_on, NEW.zone) IS DISTINCT FROM (OLD.starts_on, OLD.zone) THEN
        first := tenant.first_free_day(NEW.tenant_id, NEW.zone, now_here);
        IF NEW.starts_on < first THEN
            RAISE EXCEPTION 'settings start on a future business date, with the zone % not before %: % is too early',
                NEW.zone, to_char(first, 'YYYY-MM-DD'), to_char(NEW.starts_on, 'YYYY-MM-DD') USING ERRCODE = 'VO001';
        END IF;
    END IF;
    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND NEW.starts_on > OLD.starts_on THEN
        SELECT zone INTO before FROM tenant.setting_on(OLD.tenant_id, OLD.starts_on - 1);
        first := tenant.first_free_day(OLD.tenant_id, before, now_here);
        IF OLD.starts_on < first THEN
            RAISE EXCEPTION 'the settings from % on can be withdrawn or put off no more: that day has begun in %, the zone'
                            ' before; enter settings with that zone from % on', to_char(OLD.starts_on, 'YYYY-MM-DD'), before,
                to_char(first, 'YYYY-MM-DD') USING ERRCODE = 'VO001';
        END IF;
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

ALTER FUNCTION tenant.refuse_settings_that_hold() OWNER TO vouch_owner;

--
-- Name: refuse_unapproved_settings(); Type: FUNCTION; Schema: tenant; Owner: vouch_owner
--

CREATE FUNCTION tenant.refuse_unapproved_settings() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.starts_on > date '0001-01-01'
       AND lower(coalesce(nullif(btrim(NEW.approved_by), ''), btrim(current_setting('app.actor', true))))
           = lower(btrim(current_setting('app.actor', true))) THEN
        RAISE EXCEPTION 'settings that start on % need the approval of a second person: name somebody other than %',
            to_char(NEW.starts_on, 'YYYY-MM-DD'), current_setting('app.actor', true) USING ERRCODE = 'VO001';
    END IF;
    RETURN NEW;
END $$;

ALTER FUNCTION tenant.refuse_unapproved_settings() OWNER TO vouch_owner;

--
-- Name: setting; Type: TABLE; Schema: tenant; Owner: vouch_owner
--

CREATE TABLE tenant.setting (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    starts_on date NOT NULL,
    zone text DEFAULT 'Asia/Kolkata'::text NOT NULL,
    fiscal_year_start_month integer DEFAULT 4 NOT NULL,
    capture_minute integer DEFAULT 60 NOT NULL,
    weight_critical integer DEFAULT 15 NOT NULL,
    weight_high integer DEFAULT 8 NOT NULL,
    weight_medium integer DEFAULT 3 NOT NULL,
    weight_low integer DEFAULT 1 NOT NULL,
    per_branch boolean DEFAULT true NOT NULL,
    share_compliance integer DEFAULT 40 NOT NULL,
    share_finding integer DEFAULT 35 NOT NULL,
    share_coverage integer DEFAULT 25 NOT NULL,
    band_1 integer DEFAULT 81 NOT NULL,
    band_2 integer DEFAULT 61 NOT NULL,
    band_3 integer DEFAULT 41 NOT NULL,
    risk_weight_critical integer DEFAULT 15 NOT NULL,
    risk_weight_high integer DEFAULT 8 NOT NULL,
    risk_weight_other integer DEFAULT 2 NOT NULL,
    risk_band_1 integer DEFAULT 75 NOT NULL,
    risk_band_2 integer DEFAULT 50 NOT NULL,
    risk_band_3 integer DEFAULT 25 NOT NULL,
    approved_by text,
    effective_at timestamp with time zone,
    CONSTRAINT bands_descend CHECK (((100 >= band_1) AND (band_1 > band_2) AND (band_2 > band_3) AND (band_3 >= 0))),
    CONSTRAINT risk_bands_descend CHECK (((risk_band_1 > risk_band_2) AND (risk_band_2 > risk_band_3) AND (risk_band_3 >= 0))),
    CONSTRAINT setting_capture_minute_check CHECK (((capture_minute >= 0) AND (capture_minute <= 1439))),
    CONSTRAINT setting_fiscal_year_start_month_check CHECK (((fiscal_year_start_month >= 1) AND (fiscal_year_start_month <= 12))),
    CONSTRAINT setting_risk_weight_critical_check CHECK (((risk_weight_critical >= 0) AND (risk_weight_critical <= 1000))),
    CONSTRAINT setting_risk_weight_high_check CHECK (((risk_weight_high >= 0) AND (risk_weight_high <= 1000))),
    CONSTRAINT setting_risk_weight_other_check CHECK (((risk_weight_other >= 0) AND (risk_weight_other <= 1000))),
    CONSTRAINT setting_share_compliance_check CHECK (((share_compliance >= 0) AND (share_compliance <= 100))),
    CONSTRAINT setting_share_coverage_check CHECK (((share_coverage >= 0) AND (share_coverage <= 100))),
    CONSTRAINT setting_share_finding_check CHECK (((share_finding >= 0) AND (share_finding <= 100))),
    CONSTRAINT setting_weight_critical_check CHECK (((weight_critical >= 0) AND (weight_critical <= 1000))),
    CONSTRAINT setting_weight_high_check CHECK (((weight_high >= 0) AND (weight_high <= 1000))),
    CONSTRAINT setting_weight_low_check CHECK (((weight_low >= 0) AND (weight_low <= 1000))),
    CONSTRAINT setting_weight_medium_check CHECK (((weight_medium >= 0) AND (weight_medium <= 1000))),
    CONSTRAINT setting_zone_check CHECK ((((zone ~ '/'::text) OR (zone = 'UTC'::text)) AND (('2000-01-01 00:00:00'::timestamp without time zone AT TIME ZONE zone) IS NOT NULL))),
    CONSTRAINT shares_add_up CHECK ((((share_compliance + share_finding) + share_coverage) = 100))
);

ALTER TABLE ONLY tenant.setting FORCE ROW LEVEL SECURITY;

ALTER TABLE tenant.setting OWNER TO vouch_owner;

--
-- Name: TABLE setting; Type: COMMENT; Schema: tenant; Owner: vouch_owner
--

COMMENT ON TABLE tenant.setting IS 'the defaults of the weights, shares and bands are those of docs/metrics.md';

--
-- Name: COLUMN setting.zone; Type: COMMENT; Schema: tenant; Owner: vouch_owner
--

COMMENT ON COLUMN tenant.setting.zone IS 'IANA name; abbreviations such as IST are ambiguous and refused';

--
-- Name: COLUMN setting.capture_minute; Type: COMMENT; Schema: tenant; Owner: vouch_owner
--

COMMENT ON COLUMN tenant.setting.capture_minute IS 'slot of the daily capture: minutes after 00:00 by the clock on the wall';

--
-- Name: COLUMN setting.approved_by; Type: COMMENT; Schema: tenant; Owner: vouch_owner
--

COMMENT ON COLUMN tenant.setting.approved_by IS 'the second person; the first settings of a tenant have none';

--
-- Name: setting_on(uuid, date); Type: FUNCTION; Schema: tenant; Owner: vouch_owner
--

CREATE FUNCTION tenant.setting_on(p_tenant_id uuid, day date) RETURNS SETOF tenant.setting
    LANGUAGE sql STABLE ROWS 1
    AS $$
    SELECT * FROM tenant.setting WHERE tenant_id = p_tenant_id AND starts_on <= day ORDER BY starts_on DESC LIMIT 1
$$;

ALTER FUNCTION tenant.setting_on(p_tenant_id uuid, day date) OWNER TO vouch_owner;

--
-- Name: migration; Type: TABLE; Schema: db; Owner: vouch_owner
--

CREATE TABLE db.migration (
    number integer NOT NULL,
    name text NOT NULL,
    checksum bytea NOT NULL,
    begun_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    applied_at timestamp with time zone,
    applied_by text DEFAULT SESSION_USER NOT NULL,
    milliseconds bigint,
    CONSTRAINT migration_checksum_check CHECK ((length(checksum) = 32)),
    CONSTRAINT migration_number_check CHECK ((number > 0))
);

ALTER TABLE db.migration OWNER TO vouch_owner;

--
-- Name: migration_statement; Type: TABLE; Schema: db; Owner: vouch_owner
--

CREATE TABLE db.migration_statement (
    number integer NOT NULL,
    ordinal integer NOT NULL,
    begun_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    applied_at timestamp with time zone,
    CONSTRAINT migration_statement_ordinal_check CHECK ((ordinal > 0))
);

ALTER TABLE db.migration_statement OWNER TO vouch_owner;

--
-- Name: dead; Type: TABLE; Schema: job; Owner: vouch_owner
--

CREATE TABLE job.dead (
    id bigint NOT NULL,
    died_at timestamp with time zone NOT NULL,
    cause text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    run_at timestamp with time zone NOT NULL,
    tenant_id uuid NOT NULL,
    queue_id integer NOT NULL,
    priority smallint NOT NULL,
    failures smallint NOT NULL,
    crashes smallint NOT NULL,
    key text,
    unique_key text,
    schedule_id bigint,
    slot_at timestamp with time zone,
    last_error text,
    payload jsonb,
    CONSTRAINT dead_cause_check CHECK ((cause = ANY (ARRAY['failed'::text, 'quarantined'::text])))
);

ALTER TABLE job.dead OWNER TO vouch_owner;

--
-- Name: finished; Type: TABLE; Schema: job; Owner: vouch_owner
--

CREATE TABLE job.finished (
    finished_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    run_at timestamp with time zone NOT NULL,
    id bigint NOT NULL,
    tenant_id uuid NOT NULL,
    queue_id integer NOT NULL,
    failures smallint NOT NULL,
    crashes smallint NOT NULL,
    worker_id bigint,
    outcome text NOT NULL,
    schedule_id bigint,
    slot_at timestamp with time zone,
    key text,
    note text,
    payload jsonb,
    result jsonb,
    CONSTRAINT finished_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'cancelled'::text, 'discarded'::text])))
)
PARTITION BY RANGE (finished_at);

ALTER TABLE job.finished OWNER TO vouch_owner;

--
-- Name: COLUMN finished.note; Type: COMMENT; Schema: job; Owner: vouch_owner
--

COMMENT ON COLUMN job.finished.note IS 'who cancelled or discarded it, and why';

--
-- Name: hold; Type: TABLE; Schema: job; Owner: vouch_owner
--

CREATE TABLE job.hold (
    worker_id bigint NOT NULL,
    place integer NOT NULL,
    turn bigint NOT NULL,
    job_ids int8multirange NOT NULL
)
WITH (autovacuum_vacuum_threshold='1000', autovacuum_vacuum_scale_factor='0');

ALTER TABLE job.hold OWNER TO vouch_owner;

--
-- Name: job; Type: TABLE; Schema: job; Owner: vouch_owner
--

CREATE TABLE job.job (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    run_at timestamp with time zone NOT NULL,
    rank timestamp with time zone NOT NULL,
    tenant_id uuid NOT NULL,
    queue_id integer NOT NULL,
    priority smallint DEFAULT 0 NOT NULL,
    failures smallint DEFAULT 0 NOT NULL,
    crashes smallint DEFAULT 0 NOT NULL,
    alone boolean DEFAULT false NOT NULL,
    gated boolean DEFAULT false NOT NULL,
    stage text NOT NULL,
    key text,
    unique_key text,
    schedule_id bigint,
    slot_at timestamp with time zone,
    last_failed_at timestamp with time zone,
    last_error text,
    payload jsonb,
    CONSTRAINT job_check CHECK ((gated OR (stage <> 'held'::text))),
    CONSTRAINT job_key_check CHECK (((length(key) >= 1) AND (length(key) <= 200))),
    CONSTRAINT job_priority_check CHECK (((priority >= '-1000'::integer) AND (priority <= 1000))),
    CONSTRAINT job_stage_check CHECK ((stage = ANY (ARRAY['later'::text, 'held'::text, 'ready'::text, 'alone'::text]))),
    CONSTRAINT job_unique_key_check CHECK (((length(unique_key) >= 1) AND (length(unique_key) <= 200)))
)
WITH (autovacuum_vacuum_scale_factor='0.02', autovacuum_vacuum_threshold='5000', autovacuum_vacuum_cost_delay='0', autovacuum_vacuum_insert_scale_factor='0.2');

ALTER TABLE job.job OWNER TO vouch_owner;

--
-- Name: COLUMN job.rank; Type: COMMENT; Schema: job; Owner: vouch_owner
--

COMMENT ON COLUMN job.job.rank IS 'the order within a tenant: run_at, less ageing_s for each step of priority, so that whatever waits is served in the end';

--
-- Name: job_id_seq; Type: SEQUENCE; Schema: job; Owner: vouch_owner
--

ALTER TABLE job.job ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME job.job_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: lease; Type: TABLE; Schema: job; Owner: vouch_owner
--

CREATE TABLE job.lease (
    job_id bigint NOT NULL,
    lease_id bigint NOT NULL,
    queue_id integer NOT NULL,
    tenant_id uuid NOT NULL,
    worker_id bigint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ends_by timestamp with time zone,
    cancelled_at timestamp with time zone,
    cancelled_by text,
    progress_at timestamp with time zone,
    progress_done bigint,
    progress_all bigint,
    progress_unit text
)
WITH (fillfactor='45', autovacuum_vacuum_threshold='100', autovacuum_vacuum_scale_factor='0');

ALTER TABLE job.lease OWNER TO vouch_owner;

--
-- Name: COLUMN lease.ends_by; Type: COMMENT; Schema: job; Owner: vouch_owner
--

COMMENT ON COLUMN job.lease.ends_by IS 'the deadline of the job: passed, the lease is taken back and counts as a failure';

--
-- Name: lease_lease_id_seq; Type: SEQUENCE; Schema: job; Owner: vouch_owner
--

ALTER TABLE job.lease ALTER COLUMN lease_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME job.lease_lease_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: next_start; Type: TABLE; Schema: job; Owner: vouch_owner
--

CREATE TABLE job.next_start (
    queue_id integer NOT NULL,
    tenant_id uuid NOT NULL,
    next_at timestamp with time zone NOT NULL
);

ALTER TABLE job.next_start OWNER TO vouch_owner;

--
-- Name: paused_tenant; Type: TABLE; Schema: job; Owner: vouch_owner
--

CREATE TABLE job.paused_tenant (
    queue_id integer NOT NULL,
    tenant_id uuid NOT NULL,
    paused_at timestamp with time zone NOT NULL,
    paused_by text NOT NULL
);

ALTER TABLE job.paused_tenant OWNER TO vouch_owner;

--
-- Name: queue; Type: TABLE; Schema: job; Owner: vouch_owner
--

CREATE TABLE job.queue (
    queue_id integer NOT NULL,
    name text NOT NULL,
    form text NOT NULL,
    failures_max integer NOT NULL,
    crashes_max integer NOT NULL,
    ageing_s integer NOT NULL,
    ordered boolean DEFAULT false NOT NULL,
    running_max integer,
    running_per_tenant_max integer,
    running_per_key_max integer,
    started_every_ms integer,
    paused_at timestamp with time zone,
    paused_by text,
    gated boolean GENERATED ALWAYS AS ((ordered OR (num_nonnulls(running_max, running_per_tenant_max, running_per_key_max, started_every_ms) > 0))) STORED NOT NULL,
    CONSTRAINT queue_ageing_s_check CHECK (((ageing_s >= 1) AND (ageing_s <= 86400))),
    CONSTRAINT queue_check CHECK (((NOT ordered) OR (running_per_key_max IS NULL))),
    CONSTRAINT queue_check1 CHECK (((paused_at IS NULL) = (paused_by IS NULL))),
    CONSTRAINT queue_crashes_max_check CHECK (((crashes_max >= 1) AND (crashes_max <= 1000))),
    CONSTRAINT queue_failures_max_check CHECK (((failures_max >= 1) AND (failures_max <= 1000))),
    CONSTRAINT queue_form_check CHECK ((form = ANY (ARRAY['short'::text, 'long'::text]))),
    CONSTRAINT queue_name_check CHECK ((name ~ '^[a-z][a-z0-9_.-]{0,62}$'::text)),
    CONSTRAINT queue_running_max_check CHECK (((running_max >= 1) AND (running_max <= 100000))),
    CONSTRAINT queue_running_per_key_max_check CHECK (((running_per_key_max >= 1) AND (running_per_key_max <= 100000))),
    CONSTRAINT queue_running_per_tenant_max_check CHECK (((running_per_tenant_max >= 1) AND (running_per_tenant_max <= 100000))),
    CONSTRAINT queue_started_every_ms_check CHECK (((started_every_ms >= 1) AND (started_every_ms <= 86400000)))
);

ALTER TABLE job.queue OWNER TO vouch_owner;

--
-- Name: COLUMN queue.form; Type: COMMENT; Schema: job; Owner: vouch_owner
--

COMMENT ON COLUMN job.queue.form IS 'short: effect and completion in one transaction that holds the row; long: a lease, and a fenced last transaction';

--
-- Name: COLUMN queue.ageing_s; Type: COMMENT; Schema: job; Owner: vouch_owner
--

COMMENT ON COLUMN job.queue.ageing_s IS 'one step of priority counts as much as having waited so much longer';

--
-- Name: COLUMN queue.ordered; Type: COMMENT; Schema: job; Owner: vouch_owner
--

COMMENT ON COLUMN job.queue.ordered IS 'jobs of one key run one after the other, in the order of their ids';

--
-- Name: COLUMN queue.started_every_ms; Type: COMMENT; Schema: job; Owner: vouch_owner
--

COMMENT ON COLUMN job.queue.started_every_ms IS 'a tenant starts one job in so much time';

--
-- Name: COLUMN queue.gated; Type: COMMENT; Schema: job; Owner: vouch_owner
--

COMMENT ON COLUMN job.queue.gated IS 'jobs are let in one by one: job.let_in()';

--
-- Name: queue_queue_id_seq; Type: SEQUENCE; Schema: job; Owner: vouch_owner
--

ALTER TABLE job.queue ALTER COLUMN queue_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME job.queue_queue_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: schedule; Type: TABLE; Schema: job; Owner: vouch_owner
--

CREATE TABLE job.schedule (
    schedule_id bigint NOT NULL,
    tenant_id uuid DEFAULT job.nobody() NOT NULL,
    name text NOT NULL,
    queue_id integer NOT NULL,
    expression text NOT NULL,
    zone text NOT NULL,
    missed text DEFAULT 'once'::text NOT NULL,
    missed_s_max integer DEFAULT 604800 NOT NULL,
    missed_max integer DEFAULT 100 NOT NULL,
    priority smallint DEFAULT 0 NOT NULL,
    spread_s integer DEFAULT 0 NOT NULL,
    payload jsonb,
    created_at timestamp with time zone NOT NULL,
    paused_at timestamp with time zone,
    paused_by text,
    next_at timestamp with time zone,
    CONSTRAINT schedule_check CHECK (((paused_at IS NULL) = (paused_by IS NULL))),
    CONSTRAINT schedule_expression_check CHECK (((length(expression) >= 1) AND (length(expression) <= 200))),
    CONSTRAINT schedule_missed_check CHECK ((missed = ANY (ARRAY['skip'::text, 'once'::text, 'all'::text]))),
    CONSTRAINT schedule_missed_max_check CHECK (((missed_max >= 1) AND (missed_max <= 10000))),
    CONSTRAINT schedule_missed_s_max_check CHECK (((missed_s_max >= 60) AND (missed_s_max <= 31622400))),
    CONSTRAINT schedule_name_check CHECK ((name ~ '^[a-z][a-z0-9_.-]{0,62}$'::text)),
    CONSTRAINT schedule_priority_check CHECK (((priority >= '-1000'::integer) AND (priority <= 1000))),
    CONSTRAINT schedule_spread_s_check CHECK (((spread_s >= 0) AND (spread_s <= 86400))),
    CONSTRAINT schedule_zone_check CHECK (((length(zone) >= 1) AND (length(zone) <= 100)))
);

ALTER TABLE job.schedule OWNER TO vouch_owner;

--
-- Name: COLUMN schedule.missed; Type: COMMENT; Schema: job; Owner: vouch_owner
--

COMMENT ON COLUMN job.schedule.missed IS 'slots that passed while nothing ran: skip drops them, once keeps the last, all keeps each, up to missed_s_max and missed_max';

--
-- Name: COLUMN schedule.spread_s; Type: COMMENT; Schema: job; Owner: vouch_owner
--

COMMENT ON COLUMN job.schedule.spread_s IS 'jobs of one slot start within so much time of it, each tenant always at the same place';

--
-- Name: COLUMN schedule.next_at; Type: COMMENT; Schema: job; Owner: vouch_owner
--

COMMENT ON COLUMN job.schedule.next_at IS 'null: no slot lies ahead';

--
-- Name: schedule_schedule_id_seq; Type: SEQUENCE; Schema: job; Owner: vouch_owner
--

ALTER TABLE job.schedule ALTER COLUMN schedule_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME job.schedule_schedule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: slot; Type: TABLE; Schema: job; Owner: vouch_owner
--

CREATE TABLE job.slot (
    schedule_id bigint NOT NULL,
    slot_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    job_id bigint
);

ALTER TABLE job.slot OWNER TO vouch_owner;

--
-- Name: COLUMN slot.job_id; Type: COMMENT; Schema: job; Owner: vouch_owner
--

COMMENT ON COLUMN job.slot.job_id IS 'null: passed over, as "missed" says';

--
-- Name: throttle; Type: TABLE; Schema: job; Owner: vouch_owner
--

CREATE TABLE job.throttle (
    queue_id integer NOT NULL,
    tenant_id uuid NOT NULL,
    key text NOT NULL,
    until timestamp with time zone NOT NULL
);

ALTER TABLE job.throttle OWNER TO vouch_owner;

--
-- Name: worker; Type: TABLE; Schema: job; Owner: vouch_owner
--

CREATE TABLE job.worker (
    worker_id bigint NOT NULL,
    name text NOT NULL,
    version text NOT NULL,
    queues text[] NOT NULL,
    started_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    heartbeat_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
)
WITH (fillfactor='20', autovacuum_vacuum_threshold='100', autovacuum_vacuum_scale_factor='0');

ALTER TABLE job.worker OWNER TO vouch_owner;

--
-- Name: worker_worker_id_seq; Type: SEQUENCE; Schema: job; Owner: vouch_owner
--

ALTER TABLE job.worker ALTER COLUMN worker_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME job.worker_worker_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: audit_area; Type: TABLE; Schema: record; Owner: vouch_owner
--

CREATE TABLE record.audit_area (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    external_ref text,
    effective_at timestamp with time zone,
    CONSTRAINT audit_area_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);

ALTER TABLE ONLY record.audit_area FORCE ROW LEVEL SECURITY;

ALTER TABLE record.audit_area OWNER TO vouch_owner;

--
-- Name: audit_plan; Type: TABLE; Schema: record; Owner: vouch_owner
--

CREATE TABLE record.audit_plan (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    fiscal_year integer NOT NULL,
    quarter integer NOT NULL,
    external_ref text,
    effective_at timestamp with time zone,
    CONSTRAINT audit_plan_fiscal_year_check CHECK (((fiscal_year >= 1900) AND (fiscal_year <= 2200))),
    CONSTRAINT audit_plan_quarter_check CHECK (((quarter >= 1) AND (quarter <= 4)))
);

ALTER TABLE ONLY record.audit_plan FORCE ROW LEVEL SECURITY;

ALTER TABLE record.audit_plan OWNER TO vouch_owner;

--
-- Name: branch; Type: TABLE; Schema: record; Owner: vouch_owner
--

CREATE TABLE record.branch (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    type text,
    city text,
    state text,
    active_from date,
    active_to date,
    external_ref text,
    effective_at timestamp with time zone,
    CONSTRAINT branch_check CHECK ((active_to >= active_from)),
    CONSTRAINT branch_code_check CHECK (((length(code) >= 1) AND (length(code) <= 60))),
    CONSTRAINT branch_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);

ALTER TABLE ONLY record.branch FORCE ROW LEVEL SECURITY;

ALTER TABLE record.branch OWNER TO vouch_owner;

--
-- Name: engagement; Type: TABLE; Schema: record; Owner: vouch_owner
--

CREATE TABLE record.engagement (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    plan_id uuid,
    branch_id uuid,
    area_id uuid,
    status text NOT NULL,
    scheduled_on date,
    completed_on date,
    report_number text,
    report_issued_on date,
    rating text,
    auditor text,
    external_ref text,
    effective_at timestamp with time zone,
    CONSTRAINT engagement_check CHECK (((status = 'COMPLETED'::text) = (completed_on IS NOT NULL))),
    CONSTRAINT engagement_status_check CHECK ((status = ANY (ARRAY['PLANNED'::text, 'IN_PROGRESS'::text, 'COMPLETED'::text, 'CANCELLED'::text])))
);

ALTER TABLE ONLY record.engagement FORCE ROW LEVEL SECURITY;

ALTER TABLE record.engagement OWNER TO vouch_owner;

--
-- Name: COLUMN engagement.auditor; Type: COMMENT; Schema: record; Owner: vouch_owner
--

COMMENT ON COLUMN record.engagement.auditor IS 'name of the auditor it is assigned to';

--
-- Name: import; Type: TABLE; Schema: record; Owner: vouch_owner
--

CREATE TABLE record.import (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    source text NOT NULL,
    mapping_hash bytea NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    effective_at timestamp with time zone
);

ALTER TABLE ONLY record.import FORCE ROW LEVEL SECURITY;

ALTER TABLE record.import OWNER TO vouch_owner;

--
-- Name: import_exception; Type: TABLE; Schema: record; Owner: vouch_owner
--

CREATE TABLE record.import_exception (
    tenant_id uuid NOT NULL,
    import_id uuid NOT NULL,
    ordinal bigint NOT NULL,
    file text NOT NULL,
    row_number bigint NOT NULL,
    field text NOT NULL,
    value text NOT NULL,
    reason text NOT NULL,
    code text NOT NULL,
    effect text NOT NULL,
    CONSTRAINT import_exception_effect_check CHECK ((effect = ANY (ARRAY['row_rejected'::text, 'row_colliding'::text, 'value_refused'::text, 'value_noted'::text])))
);

ALTER TABLE ONLY record.import_exception FORCE ROW LEVEL SECURITY;

ALTER TABLE record.import_exception OWNER TO vouch_owner;

--
-- Name: import_file; Type: TABLE; Schema: record; Owner: vouch_owner
--

CREATE TABLE record.import_file (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    import_id uuid NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    sha256 bytea NOT NULL,
    rows_in bigint DEFAULT 0 NOT NULL,
    rows_loaded bigint DEFAULT 0 NOT NULL,
    rows_rejected bigint DEFAULT 0 NOT NULL,
    rows_ignored bigint DEFAULT 0 NOT NULL,
    effective_at timestamp with time zone,
    CONSTRAINT import_file_check CHECK ((rows_in = ((rows_loaded + rows_rejected) + rows_ignored))),
    CONSTRAINT import_file_sha256_check CHECK ((length(sha256) = 32))
);

ALTER TABLE ONLY record.import_file FORCE ROW LEVEL SECURITY;

ALTER TABLE record.import_file OWNER TO vouch_owner;

--
-- Name: COLUMN import_file.rows_in; Type: COMMENT; Schema: record; Owner: vouch_owner
--

COMMENT ON COLUMN record.import_file.rows_in IS 'rows of the file dealt with so far: an interrupted import goes on behind them';

--
-- Name: observation; Type: TABLE; Schema: record; Owner: vouch_owner
--

CREATE TABLE record.observation (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    reference text,
    source text,
    severity text NOT NULL,
    assessed_severity text,
    status text DEFAULT 'DRAFT'::text NOT NULL,
    branch_id uuid,
    area_id uuid,
    risk_category text,
    engagement_id uuid,
    repeat_of_id uuid,
    found_on date,
    issued_at timestamp with time zone,
    original_due_on date,
    due_on date,
    response_due_on date,
    implemented_on date,
    closed_at timestamp with time zone,
    closing_basis text,
    risk_accepted_until date,
    amount_at_risk_minor bigint,
    recovered_minor bigint,
    external_ref text,
    version integer DEFAULT 1 NOT NULL,
    effective_at timestamp with time zone,
    CONSTRAINT closed_has_a_date CHECK (((status = 'CLOSED'::text) = (closed_at IS NOT NULL))),
    CONSTRAINT issued_has_a_date CHECK (((status = ANY (ARRAY['DRAFT'::text, 'SUBMITTED'::text, 'REVIEWED'::text, 'WITHDRAWN'::text])) = (issued_at IS NULL))),
    CONSTRAINT never_repeats_itself CHECK ((repeat_of_id <> id)),
    CONSTRAINT observation_amount_at_risk_minor_check CHECK ((amount_at_risk_minor >= 0)),
    CONSTRAINT observation_assessed_severity_check CHECK ((assessed_severity = ANY (ARRAY['LOW'::text, 'MEDIUM'::text, 'HIGH'::text, 'CRITICAL'::text]))),
    CONSTRAINT observation_closing_basis_check CHECK ((closing_basis = ANY (ARRAY['TESTED'::text, 'DOCUMENTS'::text, 'MANAGEMENT'::text]))),
    CONSTRAINT observation_recovered_minor_check CHECK ((recovered_minor >= 0)),
    CONSTRAINT observation_severity_check CHECK ((severity = ANY (ARRAY['LOW'::text, 'MEDIUM'::text, 'HIGH'::text, 'CRITICAL'::text]))),
    CONSTRAINT observation_status_check CHECK ((status = ANY (ARRAY['DRAFT'::text, 'SUBMITTED'::text, 'REVIEWED'::text, 'WITHDRAWN'::text, 'ISSUED'::text, 'RESPONSE'::text, 'COMPLIANCE'::text, 'CLOSED'::text, 'NO_LONGER_VALID'::text, 'RISK_ACCEPTED'::text])))
);

ALTER TABLE ONLY record.observation FORCE ROW LEVEL SECURITY;

ALTER TABLE record.observation OWNER TO vouch_owner;

--
-- Name: COLUMN observation.implemented_on; Type: COMMENT; Schema: record; Owner: vouch_owner
--

COMMENT ON COLUMN record.observation.implemented_on IS 'the date that management states; audit has not confirmed it';

--
-- Name: COLUMN observation.version; Type: COMMENT; Schema: record; Owner: vouch_owner
--

COMMENT ON COLUMN record.observation.version IS 'optimistic lock: every move names the version it saw';

--
-- Name: observation_text; Type: TABLE; Schema: record; Owner: vouch_owner
--

CREATE TABLE record.observation_text (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    title text NOT NULL,
    condition text,
    criteria text,
    cause text,
    effect text,
    recommendation text,
    effective_at timestamp with time zone,
    CONSTRAINT observation_text_cause_check CHECK ((length(cause) >= 10)),
    CONSTRAINT observation_text_condition_check CHECK ((length(condition) >= 10)),
    CONSTRAINT observation_text_criteria_check CHECK ((length(criteria) >= 10)),
    CONSTRAINT observation_text_effect_check CHECK ((length(effect) >= 10)),
    CONSTRAINT observation_text_recommendation_check CHECK ((length(recommendation) >= 10)),
    CONSTRAINT observation_text_title_check CHECK (((length(title) >= 5) AND (length(title) <= 200)))
);

ALTER TABLE ONLY record.observation_text FORCE ROW LEVEL SECURITY;

ALTER TABLE record.observation_text OWNER TO vouch_owner;

--
-- Name: requirement; Type: TABLE; Schema: record; Owner: vouch_owner
--

CREATE TABLE record.requirement (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    requirement text NOT NULL,
    category text,
    status text DEFAULT 'PENDING'::text NOT NULL,
    not_applicable_reason text,
    priority text,
    frequency text,
    owner text,
    circular_reference text,
    next_review_on date,
    external_ref text,
    effective_at timestamp with time zone,
    CONSTRAINT requirement_check CHECK (((status <> 'NOT_APPLICABLE'::text) OR (not_applicable_reason IS NOT NULL))),
    CONSTRAINT requirement_requirement_check CHECK (((length(requirement) >= 5) AND (length(requirement) <= 4000))),
    CONSTRAINT requirement_status_check CHECK ((status = ANY (ARRAY['COMPLIANT'::text, 'PARTIAL'::text, 'NON_COMPLIANT'::text, 'PENDING'::text, 'NOT_APPLICABLE'::text])))
);

ALTER TABLE ONLY record.requirement FORCE ROW LEVEL SECURITY;

ALTER TABLE record.requirement OWNER TO vouch_owner;

--
-- Name: source_row; Type: TABLE; Schema: record; Owner: vouch_owner
--

CREATE TABLE record.source_row (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    digest bytea NOT NULL
);

ALTER TABLE ONLY record.source_row FORCE ROW LEVEL SECURITY;

ALTER TABLE record.source_row OWNER TO vouch_owner;

--
-- Name: source_series; Type: TABLE; Schema: record; Owner: vouch_owner
--

CREATE TABLE record.source_series (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    series uuid NOT NULL,
    found_on date,
    brought_by bigint NOT NULL,
    place integer NOT NULL,
    repeat_of_id uuid
);

ALTER TABLE ONLY record.source_series FORCE ROW LEVEL SECURITY;

ALTER TABLE record.source_series OWNER TO vouch_owner;

--
-- Name: COLUMN source_series.series; Type: COMMENT; Schema: record; Owner: vouch_owner
--

COMMENT ON COLUMN record.source_series.series IS 'a hash of what makes two rows of the source the same finding';

--
-- Name: COLUMN source_series.brought_by; Type: COMMENT; Schema: record; Owner: vouch_owner
--

COMMENT ON COLUMN record.source_series.brought_by IS 'number of the change set; place: of the row in it. Together the order of the file';

--
-- Name: COLUMN source_series.repeat_of_id; Type: COMMENT; Schema: record; Owner: vouch_owner
--

COMMENT ON COLUMN record.source_series.repeat_of_id IS 'what the source last made it a repeat of: told from a link made here';

--
-- Name: change_set; Type: TABLE; Schema: seal; Owner: vouch_owner
--

CREATE TABLE seal.change_set (
    tenant_id uuid NOT NULL,
    seq bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    reason text NOT NULL,
    kinds text[] NOT NULL,
    ids text[] NOT NULL,
    digests bytea[] NOT NULL,
    previous_hash bytea NOT NULL,
    hash bytea NOT NULL
);

ALTER TABLE ONLY seal.change_set FORCE ROW LEVEL SECURITY;

ALTER TABLE seal.change_set OWNER TO vouch_owner;

--
-- Name: subject_kind; Type: TABLE; Schema: seal; Owner: vouch_owner
--

CREATE TABLE seal.subject_kind (
    kind text NOT NULL,
    version_table regclass NOT NULL,
    present regclass
);

ALTER TABLE seal.subject_kind OWNER TO vouch_owner;

--
-- Name: sealed_period; Type: TABLE; Schema: snapshot; Owner: vouch_owner
--

CREATE TABLE snapshot.sealed_period (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    grain text NOT NULL,
    label text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    revision integer NOT NULL,
    effective_at timestamp with time zone,
    CONSTRAINT sealed_period_grain_check CHECK ((grain = ANY (ARRAY['week'::text, 'month'::text, 'quarter'::text, 'year'::text])))
);

ALTER TABLE ONLY snapshot.sealed_period FORCE ROW LEVEL SECURITY;

ALTER TABLE snapshot.sealed_period OWNER TO vouch_owner;

--
-- Name: reported_snapshot; Type: VIEW; Schema: snapshot; Owner: vouch_owner
--

CREATE VIEW snapshot.reported_snapshot WITH (security_invoker='true') AS
 SELECT s.tenant_id,
    s.business_date,
    s.revision,
    s.slot_at,
    s.known_seq,
    s.captured_at,
    s.origin,
    s.definition_version,
    s.settings_seq,
    s.metrics,
    s.revised
   FROM snapshot.dashboard_snapshot s
  WHERE (s.revision = COALESCE(( SELECT p.revision
           FROM snapshot.sealed_period p
          WHERE ((p.tenant_id = s.tenant_id) AND (p.ends_on = s.business_date))
         LIMIT 1), 1));

ALTER TABLE snapshot.reported_snapshot OWNER TO vouch_owner;

--
-- Name: retirement; Type: TABLE; Schema: snapshot; Owner: vouch_owner
--

CREATE TABLE snapshot.retirement (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    keep_days integer NOT NULL,
    snapshots jsonb NOT NULL,
    effective_at timestamp with time zone,
    CONSTRAINT retirement_keep_days_check CHECK ((keep_days >= 0)),
    CONSTRAINT retirement_snapshots_check CHECK (((jsonb_typeof(snapshots) = 'array'::text) AND (snapshots <> '[]'::jsonb)))
);

ALTER TABLE ONLY snapshot.retirement FORCE ROW LEVEL SECURITY;

ALTER TABLE snapshot.retirement OWNER TO vouch_owner;

--
-- Name: COLUMN retirement.snapshots; Type: COMMENT; Schema: snapshot; Owner: vouch_owner
--

COMMENT ON COLUMN snapshot.retirement.snapshots IS 'what it took away, as the chain lists it: [{id, digest, seq, ordinal}]';

--
-- Name: tenant; Type: TABLE; Schema: tenant; Owner: vouch_owner
--

CREATE TABLE tenant.tenant (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    short_name text,
    licence_number text,
    tier text,
    locale text DEFAULT 'en-IN'::text NOT NULL,
    simulated boolean DEFAULT false NOT NULL,
    onboarded_at timestamp with time zone,
    effective_at timestamp with time zone,
    CONSTRAINT tenant_check CHECK ((id = tenant_id)),
    CONSTRAINT tenant_name_check CHECK (((length(name) >= 2) AND (length(name) <= 200))),
    CONSTRAINT tenant_slug_check CHECK ((slug ~ '^[a-z][a-z0-9-]{0,39}$'::text))
);

ALTER TABLE ONLY tenant.tenant FORCE ROW LEVEL SECURITY;

ALTER TABLE tenant.tenant OWNER TO vouch_owner;

--
-- Name: migration migration_pkey; Type: CONSTRAINT; Schema: db; Owner: vouch_owner
--

ALTER TABLE ONLY db.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (number);

--
-- Name: migration_statement migration_statement_pkey; Type: CONSTRAINT; Schema: db; Owner: vouch_owner
--

ALTER TABLE ONLY db.migration_statement
    ADD CONSTRAINT migration_statement_pkey PRIMARY KEY (number, ordinal);

--
-- Name: area_version area_version_pkey; Type: CONSTRAINT; Schema: history; Owner: vouch_owner
--

ALTER TABLE ONLY history.area_version
    ADD CONSTRAINT area_version_pkey PRIMARY KEY (tenant_id, seq, ordinal);

--
-- Name: branch_version branch_version_pkey; Type: CONSTRAINT; Schema: history; Owner: vouch_owner
--

ALTER TABLE ONLY history.branch_version
    ADD CONSTRAINT branch_version_pkey PRIMARY KEY (tenant_id, seq, ordinal);

--
-- Name: engagement_version engagement_version_pkey; Type: CONSTRAINT; Schema: history; Owner: vouch_owner
--

ALTER TABLE ONLY history.engagement_version
    ADD CONSTRAINT engagement_version_pkey PRIMARY KEY (tenant_id, seq, ordinal);

--
-- Name: import_file_version import_file_version_pkey; Type: CONSTRAINT; Schema: history; Owner: vouch_owner
--

ALTER TABLE ONLY history.import_file_version
    ADD CONSTRAINT import_file_version_pkey PRIMARY KEY (tenant_id, seq, ordinal);

--
-- Name: import_version import_version_pkey; Type: CONSTRAINT; Schema: history; Owner: vouch_owner
--

ALTER TABLE ONLY history.import_version
    ADD CONSTRAINT import_version_pkey PRIMARY KEY (tenant_id, seq, ordinal);

--
-- Name: observation_text_version observation_text_version_pkey; Type: CONSTRAINT; Schema: history; Owner: vouch_owner
--

ALTER TABLE ONLY history.observation_text_version
    ADD CONSTRAINT observation_text_version_pkey PRIMARY KEY (tenant_id, seq, ordinal);

--
-- Name: observation_version observation_version_pkey; Type: CONSTRAINT; Schema: history; Owner: vouch_owner
--

ALTER TABLE ONLY history.observation_version
    ADD CONSTRAINT observation_version_pkey PRIMARY KEY (tenant_id, seq, ordinal);

--
-- Name: plan_version plan_version_pkey; Type: CONSTRAINT; Schema: history; Owner: vouch_owner
--

ALTER TABLE ONLY history.plan_version
    ADD CONSTRAINT plan_version_pkey PRIMARY KEY (tenant_id, seq, ordinal);

--
-- Name: requirement_version requirement_version_pkey; Type: CONSTRAINT; Schema: history; Owner: vouch_owner
--

ALTER TABLE ONLY history.requirement_version
    ADD CONSTRAINT requirement_version_pkey PRIMARY KEY (tenant_id, seq, ordinal);

--
-- Name: retirement_version retirement_version_pkey; Type: CONSTRAINT; Schema: history; Owner: vouch_owner
--

ALTER TABLE ONLY history.retirement_version
    ADD CONSTRAINT retirement_version_pkey PRIMARY KEY (tenant_id, seq, ordinal);

--
-- Name: sealed_period_version sealed_period_version_pkey; Type: CONSTRAINT; Schema: history; Owner: vouch_owner
--

ALTER TABLE ONLY history.sealed_period_version
    ADD CONSTRAINT sealed_period_version_pkey PRIMARY KEY (tenant_id, seq, ordinal);

--
-- Name: setting_version setting_version_pkey; Type: CONSTRAINT; Schema: history; Owner: vouch_owner
--

ALTER TABLE ONLY history.setting_version
    ADD CONSTRAINT setting_version_pkey PRIMARY KEY (tenant_id, seq, ordinal);

--
-- Name: tenant_version tenant_version_pkey; Type: CONSTRAINT; Schema: history; Owner: vouch_owner
--

ALTER TABLE ONLY history.tenant_version
    ADD CONSTRAINT tenant_version_pkey PRIMARY KEY (tenant_id, seq, ordinal);

--
-- Name: dead dead_pkey; Type: CONSTRAINT; Schema: job; Owner: vouch_owner
--

ALTER TABLE ONLY job.dead
    ADD CONSTRAINT dead_pkey PRIMARY KEY (id);

--
-- Name: hold hold_pkey; Type: CONSTRAINT; Schema: job; Owner: vouch_owner
--

ALTER TABLE ONLY job.hold
    ADD CONSTRAINT hold_pkey PRIMARY KEY (worker_id, place, turn);

--
-- Name: job job_pkey; Type: CONSTRAINT; Schema: job; Owner: vouch_owner
--

ALTER TABLE ONLY job.job
    ADD CONSTRAINT job_pkey PRIMARY KEY (id);

--
-- Name: lease lease_pkey; Type: CONSTRAINT; Schema: job; Owner: vouch_owner
--

ALTER TABLE ONLY job.lease
    ADD CONSTRAINT lease_pkey PRIMARY KEY (job_id);

--
-- Name: next_start next_start_pkey; Type: CONSTRAINT; Schema: job; Owner: vouch_owner
--

ALTER TABLE ONLY job.next_start
    ADD CONSTRAINT next_start_pkey PRIMARY KEY (queue_id, tenant_id);

--
-- Name: paused_tenant paused_tenant_pkey; Type: CONSTRAINT; Schema: job; Owner: vouch_owner
--

ALTER TABLE ONLY job.paused_tenant
    ADD CONSTRAINT paused_tenant_pkey PRIMARY KEY (queue_id, tenant_id);

--
-- Name: queue queue_name_key; Type: CONSTRAINT; Schema: job; Owner: vouch_owner
--

ALTER TABLE ONLY job.queue
    ADD CONSTRAINT queue_name_key UNIQUE (name);

--
-- Name: queue queue_pkey; Type: CONSTRAINT; Schema: job; Owner: vouch_owner
--

ALTER TABLE ONLY job.queue
    ADD CONSTRAINT queue_pkey PRIMARY KEY (queue_id);

--
-- Name: schedule schedule_pkey; Type: CONSTRAINT; Schema: job; Owner: vouch_owner
--

ALTER TABLE ONLY job.schedule
    ADD CONSTRAINT schedule_pkey PRIMARY KEY (schedule_id);

--
-- Name: schedule schedule_tenant_id_name_key; Type: CONSTRAINT; Schema: job; Owner: vouch_owner
--

ALTER TABLE ONLY job.schedule
    ADD CONSTRAINT schedule_tenant_id_name_key UNIQUE (tenant_id, name);

--
-- Name: slot slot_pkey; Type: CONSTRAINT; Schema: job; Owner: vouch_owner
--

ALTER TABLE ONLY job.slot
    ADD CONSTRAINT slot_pkey PRIMARY KEY (schedule_id, slot_at);

--
-- Name: throttle throttle_pkey; Type: CONSTRAINT; Schema: job; Owner: vouch_owner
--

ALTER TABLE ONLY job.throttle
    ADD CONSTRAINT throttle_pkey PRIMARY KEY (queue_id, tenant_id, key);

--
-- Name: worker worker_pkey; Type: CONSTRAINT; Schema: job; Owner: vouch_owner
--

ALTER TABLE ONLY job.worker
    ADD CONSTRAINT worker_pkey PRIMARY KEY (worker_id);

--
-- Name: audit_area audit_area_pkey; Type: CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.audit_area
    ADD CONSTRAINT audit_area_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: audit_area audit_area_tenant_id_name_key; Type: CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.audit_area
    ADD CONSTRAINT audit_area_tenant_id_name_key UNIQUE (tenant_id, name);

--
-- Name: audit_plan audit_plan_pkey; Type: CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.audit_plan
    ADD CONSTRAINT audit_plan_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: audit_plan audit_plan_tenant_id_fiscal_year_quarter_key; Type: CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.audit_plan
    ADD CONSTRAINT audit_plan_tenant_id_fiscal_year_quarter_key UNIQUE (tenant_id, fiscal_year, quarter);

--
-- Name: branch branch_pkey; Type: CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.branch
    ADD CONSTRAINT branch_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: branch branch_tenant_id_code_key; Type: CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.branch
    ADD CONSTRAINT branch_tenant_id_code_key UNIQUE (tenant_id, code);

--
-- Name: engagement engagement_pkey; Type: CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.engagement
    ADD CONSTRAINT engagement_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: engagement engagement_tenant_id_external_ref_key; Type: CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.engagement
    ADD CONSTRAINT engagement_tenant_id_external_ref_key UNIQUE (tenant_id, external_ref);

--
-- Name: import_exception import_exception_pkey; Type: CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.import_exception
    ADD CONSTRAINT import_exception_pkey PRIMARY KEY (tenant_id, import_id, ordinal);

--
-- Name: import_file import_file_pkey; Type: CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.import_file
    ADD CONSTRAINT import_file_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: import import_pkey; Type: CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.import
    ADD CONSTRAINT import_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: observation observation_pkey; Type: CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.observation
    ADD CONSTRAINT observation_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: observation observation_tenant_id_external_ref_key; Type: CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.observation
    ADD CONSTRAINT observation_tenant_id_external_ref_key UNIQUE (tenant_id, external_ref);

--
-- Name: observation_text observation_text_pkey; Type: CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.observation_text
    ADD CONSTRAINT observation_text_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: requirement requirement_pkey; Type: CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.requirement
    ADD CONSTRAINT requirement_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: requirement requirement_tenant_id_external_ref_key; Type: CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.requirement
    ADD CONSTRAINT requirement_tenant_id_external_ref_key UNIQUE (tenant_id, external_ref);

--
-- Name: source_row source_row_pkey; Type: CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.source_row
    ADD CONSTRAINT source_row_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: source_series source_series_pkey; Type: CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.source_series
    ADD CONSTRAINT source_series_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: change_set change_set_pkey; Type: CONSTRAINT; Schema: seal; Owner: vouch_owner
--

ALTER TABLE ONLY seal.change_set
    ADD CONSTRAINT change_set_pkey PRIMARY KEY (tenant_id, seq);

--
-- Name: head head_pkey; Type: CONSTRAINT; Schema: seal; Owner: vouch_owner
--

ALTER TABLE ONLY seal.head
    ADD CONSTRAINT head_pkey PRIMARY KEY (tenant_id);

--
-- Name: subject_kind subject_kind_pkey; Type: CONSTRAINT; Schema: seal; Owner: vouch_owner
--

ALTER TABLE ONLY seal.subject_kind
    ADD CONSTRAINT subject_kind_pkey PRIMARY KEY (kind);

--
-- Name: subject_kind subject_kind_present_key; Type: CONSTRAINT; Schema: seal; Owner: vouch_owner
--

ALTER TABLE ONLY seal.subject_kind
    ADD CONSTRAINT subject_kind_present_key UNIQUE (present);

--
-- Name: subject_kind subject_kind_version_table_key; Type: CONSTRAINT; Schema: seal; Owner: vouch_owner
--

ALTER TABLE ONLY seal.subject_kind
    ADD CONSTRAINT subject_kind_version_table_key UNIQUE (version_table);

--
-- Name: change change_pkey; Type: CONSTRAINT; Schema: snapshot; Owner: vouch_owner
--

ALTER TABLE ONLY snapshot.change
    ADD CONSTRAINT change_pkey PRIMARY KEY (tenant_id, seq, ordinal);

--
-- Name: change change_tenant_id_business_date_revision_key; Type: CONSTRAINT; Schema: snapshot; Owner: vouch_owner
--

ALTER TABLE ONLY snapshot.change
    ADD CONSTRAINT change_tenant_id_business_date_revision_key UNIQUE (tenant_id, business_date, revision);

--
-- Name: dashboard_snapshot dashboard_snapshot_pkey; Type: CONSTRAINT; Schema: snapshot; Owner: vouch_owner
--

ALTER TABLE ONLY snapshot.dashboard_snapshot
    ADD CONSTRAINT dashboard_snapshot_pkey PRIMARY KEY (tenant_id, business_date, revision);

--
-- Name: retirement retirement_pkey; Type: CONSTRAINT; Schema: snapshot; Owner: vouch_owner
--

ALTER TABLE ONLY snapshot.retirement
    ADD CONSTRAINT retirement_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: sealed_period sealed_period_pkey; Type: CONSTRAINT; Schema: snapshot; Owner: vouch_owner
--

ALTER TABLE ONLY snapshot.sealed_period
    ADD CONSTRAINT sealed_period_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: sealed_period sealed_period_tenant_id_grain_starts_on_key; Type: CONSTRAINT; Schema: snapshot; Owner: vouch_owner
--

ALTER TABLE ONLY snapshot.sealed_period
    ADD CONSTRAINT sealed_period_tenant_id_grain_starts_on_key UNIQUE (tenant_id, grain, starts_on);

--
-- Name: tenant name_is_no_blank; Type: CHECK CONSTRAINT; Schema: tenant; Owner: vouch_owner
--

ALTER TABLE tenant.tenant
    ADD CONSTRAINT name_is_no_blank CHECK ((length(btrim(name)) >= 2)) NOT VALID;

--
-- Name: setting setting_pkey; Type: CONSTRAINT; Schema: tenant; Owner: vouch_owner
--

ALTER TABLE ONLY tenant.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: setting setting_tenant_id_starts_on_key; Type: CONSTRAINT; Schema: tenant; Owner: vouch_owner
--

ALTER TABLE ONLY tenant.setting
    ADD CONSTRAINT setting_tenant_id_starts_on_key UNIQUE (tenant_id, starts_on);

--
-- Name: tenant tenant_pkey; Type: CONSTRAINT; Schema: tenant; Owner: vouch_owner
--

ALTER TABLE ONLY tenant.tenant
    ADD CONSTRAINT tenant_pkey PRIMARY KEY (tenant_id);

--
-- Name: tenant tenant_slug_key; Type: CONSTRAINT; Schema: tenant; Owner: vouch_owner
--

ALTER TABLE ONLY tenant.tenant
    ADD CONSTRAINT tenant_slug_key UNIQUE (slug);

--
-- Name: setting zone_has_an_iana_name; Type: CHECK CONSTRAINT; Schema: tenant; Owner: vouch_owner
--

ALTER TABLE tenant.setting
    ADD CONSTRAINT zone_has_an_iana_name CHECK ((zone ~ '^(UTC|Etc/[A-Za-z]+([+-]?[0-9]{1,2})?|[A-Z][A-Za-z_]+(/[A-Z][A-Za-z_-]+){1,2})$'::text)) NOT VALID;

--
-- Name: area_state; Type: INDEX; Schema: history; Owner: vouch_owner
--

CREATE INDEX area_state ON history.area_version USING btree (tenant_id, id, effective_at DESC, seq DESC, ordinal DESC) INCLUDE (deleted);

--
-- Name: branch_state; Type: INDEX; Schema: history; Owner: vouch_owner
--

CREATE INDEX branch_state ON history.branch_version USING btree (tenant_id, id, effective_at DESC, seq DESC, ordinal DESC) INCLUDE (deleted, active_from, active_to);

--
-- Name: engagement_state; Type: INDEX; Schema: history; Owner: vouch_owner
--

CREATE INDEX engagement_state ON history.engagement_version USING btree (tenant_id, id, effective_at DESC, seq DESC, ordinal DESC) INCLUDE (deleted, status, branch_id, scheduled_on, completed_on);

--
-- Name: import_file_state; Type: INDEX; Schema: history; Owner: vouch_owner
--

CREATE INDEX import_file_state ON history.import_file_version USING btree (tenant_id, id, effective_at DESC, seq DESC, ordinal DESC) INCLUDE (deleted);

--
-- Name: import_state; Type: INDEX; Schema: history; Owner: vouch_owner
--

CREATE INDEX import_state ON history.import_version USING btree (tenant_id, id, effective_at DESC, seq DESC, ordinal DESC) INCLUDE (deleted);

--
-- Name: observation_state; Type: INDEX; Schema: history; Owner: vouch_owner
--

CREATE INDEX observation_state ON history.observation_version USING btree (tenant_id, id, effective_at DESC, seq DESC, ordinal DESC) INCLUDE (deleted, status, severity, original_due_on, due_on, implemented_on);

--
-- Name: observation_step; Type: INDEX; Schema: history; Owner: vouch_owner
--

CREATE INDEX observation_step ON history.observation_version USING btree (tenant_id, id, effective_at DESC, seq DESC, ordinal DESC) INCLUDE (step) WHERE (step IS NOT NULL);

--
-- Name: observation_text_state; Type: INDEX; Schema: history; Owner: vouch_owner
--

CREATE INDEX observation_text_state ON history.observation_text_version USING btree (tenant_id, id, effective_at DESC, seq DESC, ordinal DESC) INCLUDE (deleted);

--
-- Name: plan_state; Type: INDEX; Schema: history; Owner: vouch_owner
--

CREATE INDEX plan_state ON history.plan_version USING btree (tenant_id, id, effective_at DESC, seq DESC, ordinal DESC) INCLUDE (deleted);

--
-- Name: requirement_state; Type: INDEX; Schema: history; Owner: vouch_owner
--

CREATE INDEX requirement_state ON history.requirement_version USING btree (tenant_id, id, effective_at DESC, seq DESC, ordinal DESC) INCLUDE (deleted, status, next_review_on);

--
-- Name: retirement_state; Type: INDEX; Schema: history; Owner: vouch_owner
--

CREATE INDEX retirement_state ON history.retirement_version USING btree (tenant_id, id, effective_at DESC, seq DESC, ordinal DESC) INCLUDE (deleted);

--
-- Name: sealed_period_state; Type: INDEX; Schema: history; Owner: vouch_owner
--

CREATE INDEX sealed_period_state ON history.sealed_period_version USING btree (tenant_id, id, effective_at DESC, seq DESC, ordinal DESC) INCLUDE (deleted);

--
-- Name: setting_state; Type: INDEX; Schema: history; Owner: vouch_owner
--

CREATE INDEX setting_state ON history.setting_version USING btree (tenant_id, id, effective_at DESC, seq DESC, ordinal DESC) INCLUDE (deleted);

--
-- Name: tenant_state; Type: INDEX; Schema: history; Owner: vouch_owner
--

CREATE INDEX tenant_state ON history.tenant_version USING btree (tenant_id, id, effective_at DESC, seq DESC, ordinal DESC) INCLUDE (deleted);

--
-- Name: dead_by_queue; Type: INDEX; Schema: job; Owner: vouch_owner
--

CREATE INDEX dead_by_queue ON job.dead USING btree (queue_id, died_at);

--
-- Name: finished_at; Type: INDEX; Schema: job; Owner: vouch_owner
--

CREATE INDEX finished_at ON ONLY job.finished USING brin (finished_at) WITH (pages_per_range='32');

--
-- Name: finished_id; Type: INDEX; Schema: job; Owner: vouch_owner
--

CREATE INDEX finished_id ON ONLY job.finished USING brin (id) WITH (pages_per_range='32');

--
-- Name: job_alone; Type: INDEX; Schema: job; Owner: vouch_owner
--

CREATE INDEX job_alone ON job.job USING btree (queue_id, tenant_id, rank) WHERE (stage = 'alone'::text);

--
-- Name: job_held; Type: INDEX; Schema: job; Owner: vouch_owner
--

CREATE INDEX job_held ON job.job USING btree (queue_id, tenant_id, COALESCE(key, ''::text), rank, id) WHERE (stage = 'held'::text);

--
-- Name: job_later; Type: INDEX; Schema: job; Owner: vouch_owner
--

CREATE INDEX job_later ON job.job USING btree (run_at) WHERE (stage = 'later'::text);

--
-- Name: job_later_of_key; Type: INDEX; Schema: job; Owner: vouch_owner
--

CREATE INDEX job_later_of_key ON job.job USING btree (queue_id, tenant_id, key, id) WHERE (gated AND (stage = 'later'::text) AND (key IS NOT NULL));

--
-- Name: job_let_in; Type: INDEX; Schema: job; Owner: vouch_owner
--

CREATE INDEX job_let_in ON job.job USING btree (queue_id, tenant_id, COALESCE(key, ''::text)) WHERE (gated AND (stage = ANY (ARRAY['ready'::text, 'alone'::text])));

--
-- Name: job_ready; Type: INDEX; Schema: job; Owner: vouch_owner
--

CREATE INDEX job_ready ON job.job USING btree (queue_id, tenant_id, rank, id) WHERE (stage = 'ready'::text);

--
-- Name: job_unique_key; Type: INDEX; Schema: job; Owner: vouch_owner
--

CREATE UNIQUE INDEX job_unique_key ON job.job USING btree (queue_id, tenant_id, unique_key) WHERE (unique_key IS NOT NULL);

--
-- Name: schedule_due; Type: INDEX; Schema: job; Owner: vouch_owner
--

CREATE INDEX schedule_due ON job.schedule USING btree (next_at) WHERE (paused_at IS NULL);

--
-- Name: throttle_until; Type: INDEX; Schema: job; Owner: vouch_owner
--

CREATE INDEX throttle_until ON job.throttle USING btree (until);

--
-- Name: observation_of_engagement; Type: INDEX; Schema: record; Owner: vouch_owner
--

CREATE INDEX observation_of_engagement ON record.observation USING btree (tenant_id, engagement_id);

--
-- Name: observation_repeats; Type: INDEX; Schema: record; Owner: vouch_owner
--

CREATE INDEX observation_repeats ON record.observation USING btree (tenant_id, repeat_of_id) WHERE (repeat_of_id IS NOT NULL);

--
-- Name: source_series_visits; Type: INDEX; Schema: record; Owner: vouch_owner
--

CREATE INDEX source_series_visits ON record.source_series USING btree (tenant_id, series, found_on DESC, brought_by, place);

--
-- Name: change_set_recorded; Type: INDEX; Schema: seal; Owner: vouch_owner
--

CREATE INDEX change_set_recorded ON seal.change_set USING btree (tenant_id, recorded_at DESC) INCLUDE (seq);

--
-- Name: dashboard_snapshot_month_ends; Type: INDEX; Schema: snapshot; Owner: vouch_owner
--

CREATE INDEX dashboard_snapshot_month_ends ON snapshot.dashboard_snapshot USING btree (tenant_id, business_date, revision) INCLUDE (figures) WHERE (figures IS NOT NULL);

--
-- Name: sealed_period_end; Type: INDEX; Schema: snapshot; Owner: vouch_owner
--

CREATE INDEX sealed_period_end ON snapshot.sealed_period USING btree (tenant_id, ends_on) INCLUDE (starts_on, revision);

--
-- Name: area_version refuse_rewriting; Type: TRIGGER; Schema: history; Owner: vouch_owner
--

CREATE TRIGGER refuse_rewriting BEFORE DELETE OR UPDATE OR TRUNCATE ON history.area_version FOR EACH STATEMENT EXECUTE FUNCTION seal.refuse_rewriting();

--
-- Name: branch_version refuse_rewriting; Type: TRIGGER; Schema: history; Owner: vouch_owner
--

CREATE TRIGGER refuse_rewriting BEFORE DELETE OR UPDATE OR TRUNCATE ON history.branch_version FOR EACH STATEMENT EXECUTE FUNCTION seal.refuse_rewriting();

--
-- Name: engagement_version refuse_rewriting; Type: TRIGGER; Schema: history; Owner: vouch_owner
--

CREATE TRIGGER refuse_rewriting BEFORE DELETE OR UPDATE OR TRUNCATE ON history.engagement_version FOR EACH STATEMENT EXECUTE FUNCTION seal.refuse_rewriting();

--
-- Name: import_file_version refuse_rewriting; Type: TRIGGER; Schema: history; Owner: vouch_owner
--

CREATE TRIGGER refuse_rewriting BEFORE DELETE OR UPDATE OR TRUNCATE ON history.import_file_version FOR EACH STATEMENT EXECUTE FUNCTION seal.refuse_rewriting();

--
-- Name: import_version refuse_rewriting; Type: TRIGGER; Schema: history; Owner: vouch_owner
--

CREATE TRIGGER refuse_rewriting BEFORE DELETE OR UPDATE OR TRUNCATE ON history.import_version FOR EACH STATEMENT EXECUTE FUNCTION seal.refuse_rewriting();

--
-- Name: observation_text_version refuse_rewriting; Type: TRIGGER; Schema: history; Owner: vouch_owner
--

CREATE TRIGGER refuse_rewriting BEFORE DELETE OR UPDATE OR TRUNCATE ON history.observation_text_version FOR EACH STATEMENT EXECUTE FUNCTION seal.refuse_rewriting();

--
-- Name: observation_version refuse_rewriting; Type: TRIGGER; Schema: history; Owner: vouch_owner
--

CREATE TRIGGER refuse_rewriting BEFORE DELETE OR UPDATE OR TRUNCATE ON history.observation_version FOR EACH STATEMENT EXECUTE FUNCTION seal.refuse_rewriting();

--
-- Name: plan_version refuse_rewriting; Type: TRIGGER; Schema: history; Owner: vouch_owner
--

CREATE TRIGGER refuse_rewriting BEFORE DELETE OR UPDATE OR TRUNCATE ON history.plan_version FOR EACH STATEMENT EXECUTE FUNCTION seal.refuse_rewriting();

--
-- Name: requirement_version refuse_rewriting; Type: TRIGGER; Schema: history; Owner: vouch_owner
--

CREATE TRIGGER refuse_rewriting BEFORE DELETE OR UPDATE OR TRUNCATE ON history.requirement_version FOR EACH STATEMENT EXECUTE FUNCTION seal.refuse_rewriting();

--
-- Name: retirement_version refuse_rewriting; Type: TRIGGER; Schema: history; Owner: vouch_owner
--

CREATE TRIGGER refuse_rewriting BEFORE DELETE OR UPDATE OR TRUNCATE ON history.retirement_version FOR EACH STATEMENT EXECUTE FUNCTION seal.refuse_rewriting();

--
-- Name: sealed_period_version refuse_rewriting; Type: TRIGGER; Schema: history; Owner: vouch_owner
--

CREATE TRIGGER refuse_rewriting BEFORE DELETE OR UPDATE OR TRUNCATE ON history.sealed_period_version FOR EACH STATEMENT EXECUTE FUNCTION seal.refuse_rewriting();

--
-- Name: setting_version refuse_rewriting; Type: TRIGGER; Schema: history; Owner: vouch_owner
--

CREATE TRIGGER refuse_rewriting BEFORE DELETE OR UPDATE OR TRUNCATE ON history.setting_version FOR EACH STATEMENT EXECUTE FUNCTION seal.refuse_rewriting();

--
-- Name: tenant_version refuse_rewriting; Type: TRIGGER; Schema: history; Owner: vouch_owner
--

CREATE TRIGGER refuse_rewriting BEFORE DELETE OR UPDATE OR TRUNCATE ON history.tenant_version FOR EACH STATEMENT EXECUTE FUNCTION seal.refuse_rewriting();

--
-- Name: observation a_keep_original_due_date; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER a_keep_original_due_date BEFORE UPDATE ON record.observation FOR EACH ROW WHEN (((old.original_due_on IS DISTINCT FROM new.original_due_on) AND (old.original_due_on IS NOT NULL))) EXECUTE FUNCTION record.keep_original_due_date();

--
-- Name: engagement a_refuse_unexplained_deletion; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER a_refuse_unexplained_deletion BEFORE DELETE ON record.engagement FOR EACH ROW EXECUTE FUNCTION record.refuse_unexplained_deletion();

--
-- Name: observation a_refuse_unexplained_deletion; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER a_refuse_unexplained_deletion BEFORE DELETE ON record.observation FOR EACH ROW EXECUTE FUNCTION record.refuse_unexplained_deletion();

--
-- Name: audit_area m_state_effective_at; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER m_state_effective_at BEFORE INSERT OR UPDATE ON record.audit_area FOR EACH ROW WHEN ((current_setting('app.effective'::text, true) IS DISTINCT FROM 'rows'::text)) EXECUTE FUNCTION history.state_effective_at();

--
-- Name: audit_plan m_state_effective_at; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER m_state_effective_at BEFORE INSERT OR UPDATE ON record.audit_plan FOR EACH ROW WHEN ((current_setting('app.effective'::text, true) IS DISTINCT FROM 'rows'::text)) EXECUTE FUNCTION history.state_effective_at();

--
-- Name: branch m_state_effective_at; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER m_state_effective_at BEFORE INSERT OR UPDATE ON record.branch FOR EACH ROW WHEN ((current_setting('app.effective'::text, true) IS DISTINCT FROM 'rows'::text)) EXECUTE FUNCTION history.state_effective_at();

--
-- Name: engagement m_state_effective_at; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER m_state_effective_at BEFORE INSERT OR UPDATE ON record.engagement FOR EACH ROW WHEN ((current_setting('app.effective'::text, true) IS DISTINCT FROM 'rows'::text)) EXECUTE FUNCTION history.state_effective_at();

--
-- Name: import m_state_effective_at; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER m_state_effective_at BEFORE INSERT OR UPDATE ON record.import FOR EACH ROW WHEN ((current_setting('app.effective'::text, true) IS DISTINCT FROM 'rows'::text)) EXECUTE FUNCTION history.state_effective_at();

--
-- Name: import_file m_state_effective_at; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER m_state_effective_at BEFORE INSERT OR UPDATE ON record.import_file FOR EACH ROW WHEN ((current_setting('app.effective'::text, true) IS DISTINCT FROM 'rows'::text)) EXECUTE FUNCTION history.state_effective_at();

--
-- Name: observation m_state_effective_at; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER m_state_effective_at BEFORE INSERT OR UPDATE ON record.observation FOR EACH ROW WHEN ((current_setting('app.effective'::text, true) IS DISTINCT FROM 'rows'::text)) EXECUTE FUNCTION history.state_effective_at();

--
-- Name: observation_text m_state_effective_at; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER m_state_effective_at BEFORE INSERT OR UPDATE ON record.observation_text FOR EACH ROW WHEN ((current_setting('app.effective'::text, true) IS DISTINCT FROM 'rows'::text)) EXECUTE FUNCTION history.state_effective_at();

--
-- Name: requirement m_state_effective_at; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER m_state_effective_at BEFORE INSERT OR UPDATE ON record.requirement FOR EACH ROW WHEN ((current_setting('app.effective'::text, true) IS DISTINCT FROM 'rows'::text)) EXECUTE FUNCTION history.state_effective_at();

--
-- Name: audit_area n_append_on_delete; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_delete AFTER DELETE ON record.audit_area REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('area');

--
-- Name: audit_plan n_append_on_delete; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_delete AFTER DELETE ON record.audit_plan REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('plan');

--
-- Name: branch n_append_on_delete; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_delete AFTER DELETE ON record.branch REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('branch');

--
-- Name: engagement n_append_on_delete; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_delete AFTER DELETE ON record.engagement REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('engagement');

--
-- Name: import n_append_on_delete; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_delete AFTER DELETE ON record.import REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('import');

--
-- Name: import_file n_append_on_delete; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_delete AFTER DELETE ON record.import_file REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('import_file');

--
-- Name: observation n_append_on_delete; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_delete AFTER DELETE ON record.observation REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('observation');

--
-- Name: observation_text n_append_on_delete; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_delete AFTER DELETE ON record.observation_text REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('observation_text');

--
-- Name: requirement n_append_on_delete; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_delete AFTER DELETE ON record.requirement REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('requirement');

--
-- Name: audit_area n_append_on_insert; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_insert AFTER INSERT ON record.audit_area REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('area');

--
-- Name: audit_plan n_append_on_insert; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_insert AFTER INSERT ON record.audit_plan REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('plan');

--
-- Name: branch n_append_on_insert; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_insert AFTER INSERT ON record.branch REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('branch');

--
-- Name: engagement n_append_on_insert; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_insert AFTER INSERT ON record.engagement REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('engagement');

--
-- Name: import n_append_on_insert; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_insert AFTER INSERT ON record.import REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('import');

--
-- Name: import_file n_append_on_insert; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_insert AFTER INSERT ON record.import_file REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('import_file');

--
-- Name: observation n_append_on_insert; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_insert AFTER INSERT ON record.observation REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('observation');

--
-- Name: observation_text n_append_on_insert; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_insert AFTER INSERT ON record.observation_text REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('observation_text');

--
-- Name: requirement n_append_on_insert; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_insert AFTER INSERT ON record.requirement REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('requirement');

--
-- Name: audit_area n_append_on_update; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_update AFTER UPDATE ON record.audit_area REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('area');

--
-- Name: audit_plan n_append_on_update; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_update AFTER UPDATE ON record.audit_plan REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('plan');

--
-- Name: branch n_append_on_update; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_update AFTER UPDATE ON record.branch REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('branch');

--
-- Name: engagement n_append_on_update; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_update AFTER UPDATE ON record.engagement REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('engagement');

--
-- Name: import n_append_on_update; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_update AFTER UPDATE ON record.import REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('import');

--
-- Name: import_file n_append_on_update; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_update AFTER UPDATE ON record.import_file REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('import_file');

--
-- Name: observation n_append_on_update; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_update AFTER UPDATE ON record.observation REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('observation');

--
-- Name: observation_text n_append_on_update; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_update AFTER UPDATE ON record.observation_text REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('observation_text');

--
-- Name: requirement n_append_on_update; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_update AFTER UPDATE ON record.requirement REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('requirement');

--
-- Name: observation p_check_repeat_links_on_insert; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER p_check_repeat_links_on_insert AFTER INSERT ON record.observation REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION record.check_repeat_links();

--
-- Name: observation p_check_repeat_links_on_update; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER p_check_repeat_links_on_update AFTER UPDATE ON record.observation REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION record.check_repeat_links();

--
-- Name: observation p_forget_series; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER p_forget_series AFTER DELETE ON record.observation FOR EACH ROW EXECUTE FUNCTION record.forget_series();

--
-- Name: observation p_move_in_series; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER p_move_in_series AFTER UPDATE ON record.observation FOR EACH ROW WHEN ((old.found_on IS DISTINCT FROM new.found_on)) EXECUTE FUNCTION record.move_in_series();

--
-- Name: import_exception refuse_rewriting; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER refuse_rewriting BEFORE DELETE OR UPDATE OR TRUNCATE ON record.import_exception FOR EACH STATEMENT EXECUTE FUNCTION seal.refuse_rewriting();

--
-- Name: audit_area wait_for_turn; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER wait_for_turn BEFORE INSERT OR DELETE OR UPDATE ON record.audit_area FOR EACH STATEMENT EXECUTE FUNCTION seal.wait_for_turn();

--
-- Name: audit_plan wait_for_turn; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER wait_for_turn BEFORE INSERT OR DELETE OR UPDATE ON record.audit_plan FOR EACH STATEMENT EXECUTE FUNCTION seal.wait_for_turn();

--
-- Name: branch wait_for_turn; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER wait_for_turn BEFORE INSERT OR DELETE OR UPDATE ON record.branch FOR EACH STATEMENT EXECUTE FUNCTION seal.wait_for_turn();

--
-- Name: engagement wait_for_turn; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER wait_for_turn BEFORE INSERT OR DELETE OR UPDATE ON record.engagement FOR EACH STATEMENT EXECUTE FUNCTION seal.wait_for_turn();

--
-- Name: import wait_for_turn; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER wait_for_turn BEFORE INSERT OR DELETE OR UPDATE ON record.import FOR EACH STATEMENT EXECUTE FUNCTION seal.wait_for_turn();

--
-- Name: import_exception wait_for_turn; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER wait_for_turn BEFORE INSERT OR DELETE OR UPDATE ON record.import_exception FOR EACH STATEMENT EXECUTE FUNCTION seal.wait_for_turn();

--
-- Name: import_file wait_for_turn; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER wait_for_turn BEFORE INSERT OR DELETE OR UPDATE ON record.import_file FOR EACH STATEMENT EXECUTE FUNCTION seal.wait_for_turn();

--
-- Name: observation wait_for_turn; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER wait_for_turn BEFORE INSERT OR DELETE OR UPDATE ON record.observation FOR EACH STATEMENT EXECUTE FUNCTION seal.wait_for_turn();

--
-- Name: observation_text wait_for_turn; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER wait_for_turn BEFORE INSERT OR DELETE OR UPDATE ON record.observation_text FOR EACH STATEMENT EXECUTE FUNCTION seal.wait_for_turn();

--
-- Name: requirement wait_for_turn; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER wait_for_turn BEFORE INSERT OR DELETE OR UPDATE ON record.requirement FOR EACH STATEMENT EXECUTE FUNCTION seal.wait_for_turn();

--
-- Name: source_row wait_for_turn; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER wait_for_turn BEFORE INSERT OR DELETE OR UPDATE ON record.source_row FOR EACH STATEMENT EXECUTE FUNCTION seal.wait_for_turn();

--
-- Name: source_series wait_for_turn; Type: TRIGGER; Schema: record; Owner: vouch_owner
--

CREATE TRIGGER wait_for_turn BEFORE INSERT OR DELETE OR UPDATE ON record.source_series FOR EACH STATEMENT EXECUTE FUNCTION seal.wait_for_turn();

--
-- Name: head close_change_set; Type: TRIGGER; Schema: seal; Owner: vouch_owner
--

CREATE CONSTRAINT TRIGGER close_change_set AFTER UPDATE ON seal.head DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.open_transaction IS NOT NULL) AND (old.open_transaction IS DISTINCT FROM new.open_transaction))) EXECUTE FUNCTION seal.close_change_set();

--
-- Name: subject_kind make_subjects_of_new_kind; Type: TRIGGER; Schema: seal; Owner: vouch_owner
--

CREATE TRIGGER make_subjects_of_new_kind AFTER INSERT ON seal.subject_kind FOR EACH ROW EXECUTE FUNCTION seal.make_subjects_of_new_kind();

--
-- Name: change_set refuse_rewriting; Type: TRIGGER; Schema: seal; Owner: vouch_owner
--

CREATE TRIGGER refuse_rewriting BEFORE DELETE OR UPDATE OR TRUNCATE ON seal.change_set FOR EACH STATEMENT EXECUTE FUNCTION seal.refuse_rewriting();

--
-- Name: retirement m_state_effective_at; Type: TRIGGER; Schema: snapshot; Owner: vouch_owner
--

CREATE TRIGGER m_state_effective_at BEFORE INSERT OR UPDATE ON snapshot.retirement FOR EACH ROW WHEN ((current_setting('app.effective'::text, true) IS DISTINCT FROM 'rows'::text)) EXECUTE FUNCTION history.state_effective_at();

--
-- Name: sealed_period m_state_effective_at; Type: TRIGGER; Schema: snapshot; Owner: vouch_owner
--

CREATE TRIGGER m_state_effective_at BEFORE INSERT OR UPDATE ON snapshot.sealed_period FOR EACH ROW WHEN ((current_setting('app.effective'::text, true) IS DISTINCT FROM 'rows'::text)) EXECUTE FUNCTION history.state_effective_at();

--
-- Name: retirement n_append_on_delete; Type: TRIGGER; Schema: snapshot; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_delete AFTER DELETE ON snapshot.retirement REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('retirement');

--
-- Name: sealed_period n_append_on_delete; Type: TRIGGER; Schema: snapshot; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_delete AFTER DELETE ON snapshot.sealed_period REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('sealed_period');

--
-- Name: retirement n_append_on_insert; Type: TRIGGER; Schema: snapshot; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_insert AFTER INSERT ON snapshot.retirement REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('retirement');

--
-- Name: sealed_period n_append_on_insert; Type: TRIGGER; Schema: snapshot; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_insert AFTER INSERT ON snapshot.sealed_period REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('sealed_period');

--
-- Name: retirement n_append_on_update; Type: TRIGGER; Schema: snapshot; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_update AFTER UPDATE ON snapshot.retirement REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('retirement');

--
-- Name: sealed_period n_append_on_update; Type: TRIGGER; Schema: snapshot; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_update AFTER UPDATE ON snapshot.sealed_period REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('sealed_period');

--
-- Name: dashboard_snapshot n_enter_the_chain; Type: TRIGGER; Schema: snapshot; Owner: vouch_owner
--

CREATE TRIGGER n_enter_the_chain AFTER INSERT ON snapshot.dashboard_snapshot REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION snapshot.enter_the_chain();

--
-- Name: sealed_period o_refuse_what_cannot_be_sealed; Type: TRIGGER; Schema: snapshot; Owner: vouch_owner
--

CREATE TRIGGER o_refuse_what_cannot_be_sealed AFTER INSERT ON snapshot.sealed_period REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION snapshot.refuse_what_cannot_be_sealed();

--
-- Name: retirement o_retire; Type: TRIGGER; Schema: snapshot; Owner: vouch_owner
--

CREATE TRIGGER o_retire AFTER INSERT ON snapshot.retirement REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION snapshot.retire();

--
-- Name: dashboard_snapshot refuse_deletion; Type: TRIGGER; Schema: snapshot; Owner: vouch_owner
--

CREATE TRIGGER refuse_deletion BEFORE DELETE ON snapshot.dashboard_snapshot FOR EACH STATEMENT EXECUTE FUNCTION snapshot.refuse_unrecorded_deletion();

--
-- Name: change refuse_rewriting; Type: TRIGGER; Schema: snapshot; Owner: vouch_owner
--

CREATE TRIGGER refuse_rewriting BEFORE DELETE OR UPDATE OR TRUNCATE ON snapshot.change FOR EACH STATEMENT EXECUTE FUNCTION seal.refuse_rewriting();

--
-- Name: dashboard_snapshot refuse_rewriting; Type: TRIGGER; Schema: snapshot; Owner: vouch_owner
--

CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR TRUNCATE ON snapshot.dashboard_snapshot FOR EACH STATEMENT EXECUTE FUNCTION seal.refuse_rewriting();

--
-- Name: retirement refuse_rewriting; Type: TRIGGER; Schema: snapshot; Owner: vouch_owner
--

CREATE TRIGGER refuse_rewriting BEFORE DELETE OR UPDATE OR TRUNCATE ON snapshot.retirement FOR EACH STATEMENT EXECUTE FUNCTION seal.refuse_rewriting();

--
-- Name: sealed_period refuse_rewriting; Type: TRIGGER; Schema: snapshot; Owner: vouch_owner
--

CREATE TRIGGER refuse_rewriting BEFORE DELETE OR UPDATE OR TRUNCATE ON snapshot.sealed_period FOR EACH STATEMENT EXECUTE FUNCTION seal.refuse_rewriting();

--
-- Name: dashboard_snapshot refuse_unrecorded_deletion; Type: TRIGGER; Schema: snapshot; Owner: vouch_owner
--

CREATE TRIGGER refuse_unrecorded_deletion AFTER DELETE ON snapshot.dashboard_snapshot REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION snapshot.refuse_unrecorded_deletion();

--
-- Name: retirement wait_for_turn; Type: TRIGGER; Schema: snapshot; Owner: vouch_owner
--

CREATE TRIGGER wait_for_turn BEFORE INSERT OR DELETE OR UPDATE ON snapshot.retirement FOR EACH STATEMENT EXECUTE FUNCTION seal.wait_for_turn();

--
-- Name: sealed_period wait_for_turn; Type: TRIGGER; Schema: snapshot; Owner: vouch_owner
--

CREATE TRIGGER wait_for_turn BEFORE INSERT OR DELETE OR UPDATE ON snapshot.sealed_period FOR EACH STATEMENT EXECUTE FUNCTION seal.wait_for_turn();

--
-- Name: tenant a_refuse_change_of_identity; Type: TRIGGER; Schema: tenant; Owner: vouch_owner
--

CREATE TRIGGER a_refuse_change_of_identity BEFORE UPDATE ON tenant.tenant FOR EACH ROW WHEN (((old.slug <> new.slug) OR (old.simulated <> new.simulated) OR (old.tenant_id <> new.tenant_id))) EXECUTE FUNCTION tenant.refuse_change_of_identity();

--
-- Name: setting a_refuse_settings_that_hold; Type: TRIGGER; Schema: tenant; Owner: vouch_owner
--

CREATE TRIGGER a_refuse_settings_that_hold BEFORE INSERT OR DELETE OR UPDATE ON tenant.setting FOR EACH ROW EXECUTE FUNCTION tenant.refuse_settings_that_hold();

--
-- Name: tenant b_make_head; Type: TRIGGER; Schema: tenant; Owner: vouch_owner
--

CREATE TRIGGER b_make_head BEFORE INSERT ON tenant.tenant FOR EACH ROW EXECUTE FUNCTION seal.make_head();

--
-- Name: setting b_refuse_unapproved_settings; Type: TRIGGER; Schema: tenant; Owner: vouch_owner
--

CREATE TRIGGER b_refuse_unapproved_settings BEFORE INSERT OR UPDATE ON tenant.setting FOR EACH ROW EXECUTE FUNCTION tenant.refuse_unapproved_settings();

--
-- Name: setting m_state_effective_at; Type: TRIGGER; Schema: tenant; Owner: vouch_owner
--

CREATE TRIGGER m_state_effective_at BEFORE INSERT OR UPDATE ON tenant.setting FOR EACH ROW WHEN ((current_setting('app.effective'::text, true) IS DISTINCT FROM 'rows'::text)) EXECUTE FUNCTION history.state_effective_at();

--
-- Name: tenant m_state_effective_at; Type: TRIGGER; Schema: tenant; Owner: vouch_owner
--

CREATE TRIGGER m_state_effective_at BEFORE INSERT OR UPDATE ON tenant.tenant FOR EACH ROW WHEN ((current_setting('app.effective'::text, true) IS DISTINCT FROM 'rows'::text)) EXECUTE FUNCTION history.state_effective_at();

--
-- Name: setting n_append_on_delete; Type: TRIGGER; Schema: tenant; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_delete AFTER DELETE ON tenant.setting REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('setting');

--
-- Name: tenant n_append_on_delete; Type: TRIGGER; Schema: tenant; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_delete AFTER DELETE ON tenant.tenant REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('tenant');

--
-- Name: setting n_append_on_insert; Type: TRIGGER; Schema: tenant; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_insert AFTER INSERT ON tenant.setting REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('setting');

--
-- Name: tenant n_append_on_insert; Type: TRIGGER; Schema: tenant; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_insert AFTER INSERT ON tenant.tenant REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('tenant');

--
-- Name: setting n_append_on_update; Type: TRIGGER; Schema: tenant; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_update AFTER UPDATE ON tenant.setting REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('setting');

--
-- Name: tenant n_append_on_update; Type: TRIGGER; Schema: tenant; Owner: vouch_owner
--

CREATE TRIGGER n_append_on_update AFTER UPDATE ON tenant.tenant REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION history.append('tenant');

--
-- Name: setting wait_for_turn; Type: TRIGGER; Schema: tenant; Owner: vouch_owner
--

CREATE TRIGGER wait_for_turn BEFORE INSERT OR DELETE OR UPDATE ON tenant.setting FOR EACH STATEMENT EXECUTE FUNCTION seal.wait_for_turn();

--
-- Name: tenant wait_for_turn; Type: TRIGGER; Schema: tenant; Owner: vouch_owner
--

CREATE TRIGGER wait_for_turn BEFORE INSERT OR DELETE OR UPDATE ON tenant.tenant FOR EACH STATEMENT EXECUTE FUNCTION seal.wait_for_turn();

--
-- Name: migration_statement migration_statement_number_fkey; Type: FK CONSTRAINT; Schema: db; Owner: vouch_owner
--

ALTER TABLE ONLY db.migration_statement
    ADD CONSTRAINT migration_statement_number_fkey FOREIGN KEY (number) REFERENCES db.migration(number);

--
-- Name: hold hold_worker_id_fkey; Type: FK CONSTRAINT; Schema: job; Owner: vouch_owner
--

ALTER TABLE ONLY job.hold
    ADD CONSTRAINT hold_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES job.worker(worker_id);

--
-- Name: next_start next_start_queue_id_fkey; Type: FK CONSTRAINT; Schema: job; Owner: vouch_owner
--

ALTER TABLE ONLY job.next_start
    ADD CONSTRAINT next_start_queue_id_fkey FOREIGN KEY (queue_id) REFERENCES job.queue(queue_id);

--
-- Name: paused_tenant paused_tenant_queue_id_fkey; Type: FK CONSTRAINT; Schema: job; Owner: vouch_owner
--

ALTER TABLE ONLY job.paused_tenant
    ADD CONSTRAINT paused_tenant_queue_id_fkey FOREIGN KEY (queue_id) REFERENCES job.queue(queue_id);

--
-- Name: schedule schedule_queue_id_fkey; Type: FK CONSTRAINT; Schema: job; Owner: vouch_owner
--

ALTER TABLE ONLY job.schedule
    ADD CONSTRAINT schedule_queue_id_fkey FOREIGN KEY (queue_id) REFERENCES job.queue(queue_id);

--
-- Name: slot slot_schedule_id_fkey; Type: FK CONSTRAINT; Schema: job; Owner: vouch_owner
--

ALTER TABLE ONLY job.slot
    ADD CONSTRAINT slot_schedule_id_fkey FOREIGN KEY (schedule_id) REFERENCES job.schedule(schedule_id) ON DELETE CASCADE;

--
-- Name: throttle throttle_queue_id_fkey; Type: FK CONSTRAINT; Schema: job; Owner: vouch_owner
--

ALTER TABLE ONLY job.throttle
    ADD CONSTRAINT throttle_queue_id_fkey FOREIGN KEY (queue_id) REFERENCES job.queue(queue_id);

--
-- Name: audit_area audit_area_tenant_id_fkey; Type: FK CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.audit_area
    ADD CONSTRAINT audit_area_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant.tenant(tenant_id);

--
-- Name: audit_plan audit_plan_tenant_id_fkey; Type: FK CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.audit_plan
    ADD CONSTRAINT audit_plan_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant.tenant(tenant_id);

--
-- Name: branch branch_tenant_id_fkey; Type: FK CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.branch
    ADD CONSTRAINT branch_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant.tenant(tenant_id);

--
-- Name: engagement engagement_tenant_id_area_id_fkey; Type: FK CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.engagement
    ADD CONSTRAINT engagement_tenant_id_area_id_fkey FOREIGN KEY (tenant_id, area_id) REFERENCES record.audit_area(tenant_id, id);

--
-- Name: engagement engagement_tenant_id_branch_id_fkey; Type: FK CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.engagement
    ADD CONSTRAINT engagement_tenant_id_branch_id_fkey FOREIGN KEY (tenant_id, branch_id) REFERENCES record.branch(tenant_id, id);

--
-- Name: engagement engagement_tenant_id_fkey; Type: FK CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.engagement
    ADD CONSTRAINT engagement_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant.tenant(tenant_id);

--
-- Name: engagement engagement_tenant_id_plan_id_fkey; Type: FK CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.engagement
    ADD CONSTRAINT engagement_tenant_id_plan_id_fkey FOREIGN KEY (tenant_id, plan_id) REFERENCES record.audit_plan(tenant_id, id);

--
-- Name: import_exception import_exception_tenant_id_import_id_fkey; Type: FK CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.import_exception
    ADD CONSTRAINT import_exception_tenant_id_import_id_fkey FOREIGN KEY (tenant_id, import_id) REFERENCES record.import(tenant_id, id);

--
-- Name: import_file import_file_tenant_id_import_id_fkey; Type: FK CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.import_file
    ADD CONSTRAINT import_file_tenant_id_import_id_fkey FOREIGN KEY (tenant_id, import_id) REFERENCES record.import(tenant_id, id);

--
-- Name: import import_tenant_id_fkey; Type: FK CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.import
    ADD CONSTRAINT import_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant.tenant(tenant_id);

--
-- Name: observation observation_tenant_id_area_id_fkey; Type: FK CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.observation
    ADD CONSTRAINT observation_tenant_id_area_id_fkey FOREIGN KEY (tenant_id, area_id) REFERENCES record.audit_area(tenant_id, id);

--
-- Name: observation observation_tenant_id_branch_id_fkey; Type: FK CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.observation
    ADD CONSTRAINT observation_tenant_id_branch_id_fkey FOREIGN KEY (tenant_id, branch_id) REFERENCES record.branch(tenant_id, id);

--
-- Name: observation observation_tenant_id_engagement_id_fkey; Type: FK CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.observation
    ADD CONSTRAINT observation_tenant_id_engagement_id_fkey FOREIGN KEY (tenant_id, engagement_id) REFERENCES record.engagement(tenant_id, id);

--
-- Name: observation observation_tenant_id_fkey; Type: FK CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.observation
    ADD CONSTRAINT observation_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant.tenant(tenant_id);

--
-- Name: observation observation_tenant_id_repeat_of_id_fkey; Type: FK CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.observation
    ADD CONSTRAINT observation_tenant_id_repeat_of_id_fkey FOREIGN KEY (tenant_id, repeat_of_id) REFERENCES record.observation(tenant_id, id);

--
-- Name: observation_text observation_text_tenant_id_id_fkey; Type: FK CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.observation_text
    ADD CONSTRAINT observation_text_tenant_id_id_fkey FOREIGN KEY (tenant_id, id) REFERENCES record.observation(tenant_id, id);

--
-- Name: requirement requirement_tenant_id_fkey; Type: FK CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.requirement
    ADD CONSTRAINT requirement_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant.tenant(tenant_id);

--
-- Name: source_row source_row_tenant_id_fkey; Type: FK CONSTRAINT; Schema: record; Owner: vouch_owner
--

ALTER TABLE ONLY record.source_row
    ADD CONSTRAINT source_row_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant.tenant(tenant_id);

--
-- Name: change_set change_set_tenant_id_fkey; Type: FK CONSTRAINT; Schema: seal; Owner: vouch_owner
--

ALTER TABLE ONLY seal.change_set
    ADD CONSTRAINT change_set_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant.tenant(tenant_id);

--
-- Name: head head_tenant_id_fkey; Type: FK CONSTRAINT; Schema: seal; Owner: vouch_owner
--

ALTER TABLE ONLY seal.head
    ADD CONSTRAINT head_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant.tenant(tenant_id) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: dashboard_snapshot dashboard_snapshot_tenant_id_fkey; Type: FK CONSTRAINT; Schema: snapshot; Owner: vouch_owner
--

ALTER TABLE ONLY snapshot.dashboard_snapshot
    ADD CONSTRAINT dashboard_snapshot_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant.tenant(tenant_id);

--
-- Name: retirement retirement_tenant_id_fkey; Type: FK CONSTRAINT; Schema: snapshot; Owner: vouch_owner
--

ALTER TABLE ONLY snapshot.retirement
    ADD CONSTRAINT retirement_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant.tenant(tenant_id);

--
-- Name: sealed_period sealed_period_tenant_id_fkey; Type: FK CONSTRAINT; Schema: snapshot; Owner: vouch_owner
--

ALTER TABLE ONLY snapshot.sealed_period
    ADD CONSTRAINT sealed_period_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant.tenant(tenant_id);

--
-- Name: setting setting_tenant_id_fkey; Type: FK CONSTRAINT; Schema: tenant; Owner: vouch_owner
--

ALTER TABLE ONLY tenant.setting
    ADD CONSTRAINT setting_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant.tenant(tenant_id);

--
-- Name: area_version; Type: ROW SECURITY; Schema: history; Owner: vouch_owner
--

ALTER TABLE history.area_version ENABLE ROW LEVEL SECURITY;

--
-- Name: branch_version; Type: ROW SECURITY; Schema: history; Owner: vouch_owner
--

ALTER TABLE history.branch_version ENABLE ROW LEVEL SECURITY;

--
-- Name: engagement_version; Type: ROW SECURITY; Schema: history; Owner: vouch_owner
--

ALTER TABLE history.engagement_version ENABLE ROW LEVEL SECURITY;

--
-- Name: import_file_version; Type: ROW SECURITY; Schema: history; Owner: vouch_owner
--

ALTER TABLE history.import_file_version ENABLE ROW LEVEL SECURITY;

--
-- Name: import_version; Type: ROW SECURITY; Schema: history; Owner: vouch_owner
--

ALTER TABLE history.import_version ENABLE ROW LEVEL SECURITY;

--
-- Name: observation_text_version; Type: ROW SECURITY; Schema: history; Owner: vouch_owner
--

ALTER TABLE history.observation_text_version ENABLE ROW LEVEL SECURITY;

--
-- Name: observation_version; Type: ROW SECURITY; Schema: history; Owner: vouch_owner
--

ALTER TABLE history.observation_version ENABLE ROW LEVEL SECURITY;

--
-- Name: area_version one_tenant; Type: POLICY; Schema: history; Owner: vouch_owner
--

CREATE POLICY one_tenant ON history.area_version TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: branch_version one_tenant; Type: POLICY; Schema: history; Owner: vouch_owner
--

CREATE POLICY one_tenant ON history.branch_version TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: engagement_version one_tenant; Type: POLICY; Schema: history; Owner: vouch_owner
--

CREATE POLICY one_tenant ON history.engagement_version TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: import_file_version one_tenant; Type: POLICY; Schema: history; Owner: vouch_owner
--

CREATE POLICY one_tenant ON history.import_file_version TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: import_version one_tenant; Type: POLICY; Schema: history; Owner: vouch_owner
--

CREATE POLICY one_tenant ON history.import_version TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: observation_text_version one_tenant; Type: POLICY; Schema: history; Owner: vouch_owner
--

CREATE POLICY one_tenant ON history.observation_text_version TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: observation_version one_tenant; Type: POLICY; Schema: history; Owner: vouch_owner
--

CREATE POLICY one_tenant ON history.observation_version TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: plan_version one_tenant; Type: POLICY; Schema: history; Owner: vouch_owner
--

CREATE POLICY one_tenant ON history.plan_version TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: requirement_version one_tenant; Type: POLICY; Schema: history; Owner: vouch_owner
--

CREATE POLICY one_tenant ON history.requirement_version TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: retirement_version one_tenant; Type: POLICY; Schema: history; Owner: vouch_owner
--

CREATE POLICY one_tenant ON history.retirement_version TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: sealed_period_version one_tenant; Type: POLICY; Schema: history; Owner: vouch_owner
--

CREATE POLICY one_tenant ON history.sealed_period_version TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: setting_version one_tenant; Type: POLICY; Schema: history; Owner: vouch_owner
--

CREATE POLICY one_tenant ON history.setting_version TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: tenant_version one_tenant; Type: POLICY; Schema: history; Owner: vouch_owner
--

CREATE POLICY one_tenant ON history.tenant_version TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: plan_version; Type: ROW SECURITY; Schema: history; Owner: vouch_owner
--

ALTER TABLE history.plan_version ENABLE ROW LEVEL SECURITY;

--
-- Name: requirement_version; Type: ROW SECURITY; Schema: history; Owner: vouch_owner
--

ALTER TABLE history.requirement_version ENABLE ROW LEVEL SECURITY;

--
-- Name: retirement_version; Type: ROW SECURITY; Schema: history; Owner: vouch_owner
--

ALTER TABLE history.retirement_version ENABLE ROW LEVEL SECURITY;

--
-- Name: sealed_period_version; Type: ROW SECURITY; Schema: history; Owner: vouch_owner
--

ALTER TABLE history.sealed_period_version ENABLE ROW LEVEL SECURITY;

--
-- Name: setting_version; Type: ROW SECURITY; Schema: history; Owner: vouch_owner
--

ALTER TABLE history.setting_version ENABLE ROW LEVEL SECURITY;

--
-- Name: tenant_version; Type: ROW SECURITY; Schema: history; Owner: vouch_owner
--

ALTER TABLE history.tenant_version ENABLE ROW LEVEL SECURITY;

--
-- Name: area_version tenants_of_the_batch; Type: POLICY; Schema: history; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON history.area_version TO vouch_batch USING ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch)))) WITH CHECK ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch))));

--
-- Name: branch_version tenants_of_the_batch; Type: POLICY; Schema: history; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON history.branch_version TO vouch_batch USING ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch)))) WITH CHECK ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch))));

--
-- Name: engagement_version tenants_of_the_batch; Type: POLICY; Schema: history; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON history.engagement_version TO vouch_batch USING ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch)))) WITH CHECK ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch))));

--
-- Name: import_file_version tenants_of_the_batch; Type: POLICY; Schema: history; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON history.import_file_version TO vouch_batch USING ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch)))) WITH CHECK ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch))));

--
-- Name: import_version tenants_of_the_batch; Type: POLICY; Schema: history; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON history.import_version TO vouch_batch USING ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch)))) WITH CHECK ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch))));

--
-- Name: observation_text_version tenants_of_the_batch; Type: POLICY; Schema: history; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON history.observation_text_version TO vouch_batch USING ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch)))) WITH CHECK ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch))));

--
-- Name: observation_version tenants_of_the_batch; Type: POLICY; Schema: history; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON history.observation_version TO vouch_batch USING ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch)))) WITH CHECK ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch))));

--
-- Name: plan_version tenants_of_the_batch; Type: POLICY; Schema: history; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON history.plan_version TO vouch_batch USING ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch)))) WITH CHECK ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch))));

--
-- Name: requirement_version tenants_of_the_batch; Type: POLICY; Schema: history; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON history.requirement_version TO vouch_batch USING ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch)))) WITH CHECK ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch))));

--
-- Name: retirement_version tenants_of_the_batch; Type: POLICY; Schema: history; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON history.retirement_version TO vouch_batch USING ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch)))) WITH CHECK ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch))));

--
-- Name: sealed_period_version tenants_of_the_batch; Type: POLICY; Schema: history; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON history.sealed_period_version TO vouch_batch USING ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch)))) WITH CHECK ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch))));

--
-- Name: setting_version tenants_of_the_batch; Type: POLICY; Schema: history; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON history.setting_version TO vouch_batch USING ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch)))) WITH CHECK ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch))));

--
-- Name: tenant_version tenants_of_the_batch; Type: POLICY; Schema: history; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON history.tenant_version TO vouch_batch USING ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch)))) WITH CHECK ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch))));

--
-- Name: audit_area; Type: ROW SECURITY; Schema: record; Owner: vouch_owner
--

ALTER TABLE record.audit_area ENABLE ROW LEVEL SECURITY;

--
-- Name: audit_plan; Type: ROW SECURITY; Schema: record; Owner: vouch_owner
--

ALTER TABLE record.audit_plan ENABLE ROW LEVEL SECURITY;

--
-- Name: branch; Type: ROW SECURITY; Schema: record; Owner: vouch_owner
--

ALTER TABLE record.branch ENABLE ROW LEVEL SECURITY;

--
-- Name: engagement; Type: ROW SECURITY; Schema: record; Owner: vouch_owner
--

ALTER TABLE record.engagement ENABLE ROW LEVEL SECURITY;

--
-- Name: import; Type: ROW SECURITY; Schema: record; Owner: vouch_owner
--

ALTER TABLE record.import ENABLE ROW LEVEL SECURITY;

--
-- Name: import_exception; Type: ROW SECURITY; Schema: record; Owner: vouch_owner
--

ALTER TABLE record.import_exception ENABLE ROW LEVEL SECURITY;

--
-- Name: import_file; Type: ROW SECURITY; Schema: record; Owner: vouch_owner
--

ALTER TABLE record.import_file ENABLE ROW LEVEL SECURITY;

--
-- Name: observation; Type: ROW SECURITY; Schema: record; Owner: vouch_owner
--

ALTER TABLE record.observation ENABLE ROW LEVEL SECURITY;

--
-- Name: observation_text; Type: ROW SECURITY; Schema: record; Owner: vouch_owner
--

ALTER TABLE record.observation_text ENABLE ROW LEVEL SECURITY;

--
-- Name: audit_area one_tenant; Type: POLICY; Schema: record; Owner: vouch_owner
--

CREATE POLICY one_tenant ON record.audit_area TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: audit_plan one_tenant; Type: POLICY; Schema: record; Owner: vouch_owner
--

CREATE POLICY one_tenant ON record.audit_plan TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: branch one_tenant; Type: POLICY; Schema: record; Owner: vouch_owner
--

CREATE POLICY one_tenant ON record.branch TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: engagement one_tenant; Type: POLICY; Schema: record; Owner: vouch_owner
--

CREATE POLICY one_tenant ON record.engagement TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: import one_tenant; Type: POLICY; Schema: record; Owner: vouch_owner
--

CREATE POLICY one_tenant ON record.import TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: import_exception one_tenant; Type: POLICY; Schema: record; Owner: vouch_owner
--

CREATE POLICY one_tenant ON record.import_exception TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: import_file one_tenant; Type: POLICY; Schema: record; Owner: vouch_owner
--

CREATE POLICY one_tenant ON record.import_file TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: observation one_tenant; Type: POLICY; Schema: record; Owner: vouch_owner
--

CREATE POLICY one_tenant ON record.observation TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: observation_text one_tenant; Type: POLICY; Schema: record; Owner: vouch_owner
--

CREATE POLICY one_tenant ON record.observation_text TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: requirement one_tenant; Type: POLICY; Schema: record; Owner: vouch_owner
--

CREATE POLICY one_tenant ON record.requirement TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: source_row one_tenant; Type: POLICY; Schema: record; Owner: vouch_owner
--

CREATE POLICY one_tenant ON record.source_row TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: source_series one_tenant; Type: POLICY; Schema: record; Owner: vouch_owner
--

CREATE POLICY one_tenant ON record.source_series TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: requirement; Type: ROW SECURITY; Schema: record; Owner: vouch_owner
--

ALTER TABLE record.requirement ENABLE ROW LEVEL SECURITY;

--
-- Name: source_row; Type: ROW SECURITY; Schema: record; Owner: vouch_owner
--

ALTER TABLE record.source_row ENABLE ROW LEVEL SECURITY;

--
-- Name: source_series; Type: ROW SECURITY; Schema: record; Owner: vouch_owner
--

ALTER TABLE record.source_series ENABLE ROW LEVEL SECURITY;

--
-- Name: audit_area tenants_of_the_batch; Type: POLICY; Schema: record; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON record.audit_area TO vouch_batch USING ((tenant_id IN ( SELECT tenant.batch() AS batch))) WITH CHECK ((tenant_id IN ( SELECT tenant.batch() AS batch)));

--
-- Name: audit_plan tenants_of_the_batch; Type: POLICY; Schema: record; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON record.audit_plan TO vouch_batch USING ((tenant_id IN ( SELECT tenant.batch() AS batch))) WITH CHECK ((tenant_id IN ( SELECT tenant.batch() AS batch)));

--
-- Name: branch tenants_of_the_batch; Type: POLICY; Schema: record; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON record.branch TO vouch_batch USING ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch)))) WITH CHECK ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch))));

--
-- Name: engagement tenants_of_the_batch; Type: POLICY; Schema: record; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON record.engagement TO vouch_batch USING ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch)))) WITH CHECK ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch))));

--
-- Name: import tenants_of_the_batch; Type: POLICY; Schema: record; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON record.import TO vouch_batch USING ((tenant_id IN ( SELECT tenant.batch() AS batch))) WITH CHECK ((tenant_id IN ( SELECT tenant.batch() AS batch)));

--
-- Name: import_exception tenants_of_the_batch; Type: POLICY; Schema: record; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON record.import_exception TO vouch_batch USING ((tenant_id IN ( SELECT tenant.batch() AS batch))) WITH CHECK ((tenant_id IN ( SELECT tenant.batch() AS batch)));

--
-- Name: import_file tenants_of_the_batch; Type: POLICY; Schema: record; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON record.import_file TO vouch_batch USING ((tenant_id IN ( SELECT tenant.batch() AS batch))) WITH CHECK ((tenant_id IN ( SELECT tenant.batch() AS batch)));

--
-- Name: observation tenants_of_the_batch; Type: POLICY; Schema: record; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON record.observation TO vouch_batch USING ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch)))) WITH CHECK ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch))));

--
-- Name: observation_text tenants_of_the_batch; Type: POLICY; Schema: record; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON record.observation_text TO vouch_batch USING ((tenant_id IN ( SELECT tenant.batch() AS batch))) WITH CHECK ((tenant_id IN ( SELECT tenant.batch() AS batch)));

--
-- Name: requirement tenants_of_the_batch; Type: POLICY; Schema: record; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON record.requirement TO vouch_batch USING ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch)))) WITH CHECK ((tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch))));

--
-- Name: source_row tenants_of_the_batch; Type: POLICY; Schema: record; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON record.source_row TO vouch_batch USING ((tenant_id IN ( SELECT tenant.batch() AS batch))) WITH CHECK ((tenant_id IN ( SELECT tenant.batch() AS batch)));

--
-- Name: source_series tenants_of_the_batch; Type: POLICY; Schema: record; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON record.source_series TO vouch_batch USING ((tenant_id IN ( SELECT tenant.batch() AS batch))) WITH CHECK ((tenant_id IN ( SELECT tenant.batch() AS batch)));

--
-- Name: change_set; Type: ROW SECURITY; Schema: seal; Owner: vouch_owner
--

ALTER TABLE seal.change_set ENABLE ROW LEVEL SECURITY;

--
-- Name: head; Type: ROW SECURITY; Schema: seal; Owner: vouch_owner
--

ALTER TABLE seal.head ENABLE ROW LEVEL SECURITY;

--
-- Name: change_set one_tenant; Type: POLICY; Schema: seal; Owner: vouch_owner
--

CREATE POLICY one_tenant ON seal.change_set TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: head one_tenant; Type: POLICY; Schema: seal; Owner: vouch_owner
--

CREATE POLICY one_tenant ON seal.head TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: change_set tenants_of_the_batch; Type: POLICY; Schema: seal; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON seal.change_set TO vouch_batch USING ((tenant_id IN ( SELECT tenant.batch() AS batch))) WITH CHECK ((tenant_id IN ( SELECT tenant.batch() AS batch)));

--
-- Name: head tenants_of_the_batch; Type: POLICY; Schema: seal; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON seal.head TO vouch_batch USING ((tenant_id IN ( SELECT tenant.batch() AS batch))) WITH CHECK ((tenant_id IN ( SELECT tenant.batch() AS batch)));

--
-- Name: change; Type: ROW SECURITY; Schema: snapshot; Owner: vouch_owner
--

ALTER TABLE snapshot.change ENABLE ROW LEVEL SECURITY;

--
-- Name: dashboard_snapshot; Type: ROW SECURITY; Schema: snapshot; Owner: vouch_owner
--

ALTER TABLE snapshot.dashboard_snapshot ENABLE ROW LEVEL SECURITY;

--
-- Name: change one_tenant; Type: POLICY; Schema: snapshot; Owner: vouch_owner
--

CREATE POLICY one_tenant ON snapshot.change TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: dashboard_snapshot one_tenant; Type: POLICY; Schema: snapshot; Owner: vouch_owner
--

CREATE POLICY one_tenant ON snapshot.dashboard_snapshot TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: retirement one_tenant; Type: POLICY; Schema: snapshot; Owner: vouch_owner
--

CREATE POLICY one_tenant ON snapshot.retirement TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: sealed_period one_tenant; Type: POLICY; Schema: snapshot; Owner: vouch_owner
--

CREATE POLICY one_tenant ON snapshot.sealed_period TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: retirement; Type: ROW SECURITY; Schema: snapshot; Owner: vouch_owner
--

ALTER TABLE snapshot.retirement ENABLE ROW LEVEL SECURITY;

--
-- Name: sealed_period; Type: ROW SECURITY; Schema: snapshot; Owner: vouch_owner
--

ALTER TABLE snapshot.sealed_period ENABLE ROW LEVEL SECURITY;

--
-- Name: change tenants_of_the_batch; Type: POLICY; Schema: snapshot; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON snapshot.change TO vouch_batch USING ((tenant_id IN ( SELECT tenant.batch() AS batch))) WITH CHECK ((tenant_id IN ( SELECT tenant.batch() AS batch)));

--
-- Name: dashboard_snapshot tenants_of_the_batch; Type: POLICY; Schema: snapshot; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON snapshot.dashboard_snapshot TO vouch_batch USING ((tenant_id IN ( SELECT tenant.batch() AS batch))) WITH CHECK ((tenant_id IN ( SELECT tenant.batch() AS batch)));

--
-- Name: retirement tenants_of_the_batch; Type: POLICY; Schema: snapshot; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON snapshot.retirement TO vouch_batch USING ((tenant_id IN ( SELECT tenant.batch() AS batch))) WITH CHECK ((tenant_id IN ( SELECT tenant.batch() AS batch)));

--
-- Name: sealed_period tenants_of_the_batch; Type: POLICY; Schema: snapshot; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON snapshot.sealed_period TO vouch_batch USING ((tenant_id IN ( SELECT tenant.batch() AS batch))) WITH CHECK ((tenant_id IN ( SELECT tenant.batch() AS batch)));

--
-- Name: setting one_tenant; Type: POLICY; Schema: tenant; Owner: vouch_owner
--

CREATE POLICY one_tenant ON tenant.setting TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: tenant one_tenant; Type: POLICY; Schema: tenant; Owner: vouch_owner
--

CREATE POLICY one_tenant ON tenant.tenant TO vouch_app USING ((tenant_id = (current_setting('app.tenant_id'::text))::uuid)) WITH CHECK ((tenant_id = (current_setting('app.tenant_id'::text))::uuid));

--
-- Name: setting; Type: ROW SECURITY; Schema: tenant; Owner: vouch_owner
--

ALTER TABLE tenant.setting ENABLE ROW LEVEL SECURITY;

--
-- Name: tenant; Type: ROW SECURITY; Schema: tenant; Owner: vouch_owner
--

ALTER TABLE tenant.tenant ENABLE ROW LEVEL SECURITY;

--
-- Name: setting tenants_of_the_batch; Type: POLICY; Schema: tenant; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON tenant.setting TO vouch_batch USING ((tenant_id IN ( SELECT tenant.batch() AS batch))) WITH CHECK ((tenant_id IN ( SELECT tenant.batch() AS batch)));

--
-- Name: tenant tenants_of_the_batch; Type: POLICY; Schema: tenant; Owner: vouch_owner
--

CREATE POLICY tenants_of_the_batch ON tenant.tenant TO vouch_batch USING ((tenant_id IN ( SELECT tenant.batch() AS batch))) WITH CHECK ((tenant_id IN ( SELECT tenant.batch() AS batch)));

--
-- Name: SCHEMA calendar; Type: ACL; Schema: -; Owner: vouch_owner
--

GRANT USAGE ON SCHEMA calendar TO vouch_app;
GRANT USAGE ON SCHEMA calendar TO vouch_batch;

--
-- Name: SCHEMA db; Type: ACL; Schema: -; Owner: vouch_owner
--

GRANT USAGE ON SCHEMA db TO PUBLIC;

--
-- Name: SCHEMA history; Type: ACL; Schema: -; Owner: vouch_owner
--

GRANT USAGE ON SCHEMA history TO vouch_app;
GRANT USAGE ON SCHEMA history TO vouch_batch;

--
-- Name: SCHEMA job; Type: ACL; Schema: -; Owner: vouch_owner
--

GRANT USAGE ON SCHEMA job TO vouch_app;
GRANT USAGE ON SCHEMA job TO vouch_batch;
GRANT USAGE ON SCHEMA job TO vouch_worker;

--
-- Name: SCHEMA metric; Type: ACL; Schema: -; Owner: vouch_owner
--

GRANT USAGE ON SCHEMA metric TO vouch_app;
GRANT USAGE ON SCHEMA metric TO vouch_batch;

--
-- Name: SCHEMA record; Type: ACL; Schema: -; Owner: vouch_owner
--

GRANT USAGE ON SCHEMA record TO vouch_app;
GRANT USAGE ON SCHEMA record TO vouch_batch;

--
-- Name: SCHEMA seal; Type: ACL; Schema: -; Owner: vouch_owner
--

GRANT USAGE ON SCHEMA seal TO vouch_app;
GRANT USAGE ON SCHEMA seal TO vouch_batch;

--
-- Name: SCHEMA snapshot; Type: ACL; Schema: -; Owner: vouch_owner
--

GRANT USAGE ON SCHEMA snapshot TO vouch_app;
GRANT USAGE ON SCHEMA snapshot TO vouch_batch;

--
-- Name: SCHEMA tenant; Type: ACL; Schema: -; Owner: vouch_owner
--

GRANT USAGE ON SCHEMA tenant TO vouch_app;
GRANT USAGE ON SCHEMA tenant TO vouch_batch;

--
-- Name: FUNCTION append(); Type: ACL; Schema: history; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION history.append() FROM PUBLIC;

--
-- Name: FUNCTION append_backdated(kind text, p_tenant_id uuid, p_id uuid, moment timestamp with time zone, becomes jsonb); Type: ACL; Schema: history; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION history.append_backdated(kind text, p_tenant_id uuid, p_id uuid, moment timestamp with time zone, becomes jsonb) FROM PUBLIC;

--
-- Name: FUNCTION append_version(kind text, p_tenant_id uuid, version jsonb, moment timestamp with time zone, before jsonb, restates boolean); Type: ACL; Schema: history; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION history.append_version(kind text, p_tenant_id uuid, version jsonb, moment timestamp with time zone, before jsonb, restates boolean) FROM PUBLIC;

--
-- Name: TABLE area_version; Type: ACL; Schema: history; Owner: vouch_owner
--

GRANT SELECT ON TABLE history.area_version TO vouch_app;
GRANT SELECT ON TABLE history.area_version TO vouch_batch;

--
-- Name: TABLE branch_version; Type: ACL; Schema: history; Owner: vouch_owner
--

GRANT SELECT ON TABLE history.branch_version TO vouch_app;
GRANT SELECT ON TABLE history.branch_version TO vouch_batch;

--
-- Name: TABLE engagement_version; Type: ACL; Schema: history; Owner: vouch_owner
--

GRANT SELECT ON TABLE history.engagement_version TO vouch_app;
GRANT SELECT ON TABLE history.engagement_version TO vouch_batch;

--
-- Name: TABLE import_file_version; Type: ACL; Schema: history; Owner: vouch_owner
--

GRANT SELECT ON TABLE history.import_file_version TO vouch_app;
GRANT SELECT ON TABLE history.import_file_version TO vouch_batch;

--
-- Name: TABLE import_version; Type: ACL; Schema: history; Owner: vouch_owner
--

GRANT SELECT ON TABLE history.import_version TO vouch_app;
GRANT SELECT ON TABLE history.import_version TO vouch_batch;

--
-- Name: TABLE observation_text_version; Type: ACL; Schema: history; Owner: vouch_owner
--

GRANT SELECT ON TABLE history.observation_text_version TO vouch_app;
GRANT SELECT ON TABLE history.observation_text_version TO vouch_batch;

--
-- Name: TABLE observation_version; Type: ACL; Schema: history; Owner: vouch_owner
--

GRANT SELECT ON TABLE history.observation_version TO vouch_app;
GRANT SELECT ON TABLE history.observation_version TO vouch_batch;

--
-- Name: TABLE plan_version; Type: ACL; Schema: history; Owner: vouch_owner
--

GRANT SELECT ON TABLE history.plan_version TO vouch_app;
GRANT SELECT ON TABLE history.plan_version TO vouch_batch;

--
-- Name: TABLE requirement_version; Type: ACL; Schema: history; Owner: vouch_owner
--

GRANT SELECT ON TABLE history.requirement_version TO vouch_app;
GRANT SELECT ON TABLE history.requirement_version TO vouch_batch;

--
-- Name: TABLE retirement_version; Type: ACL; Schema: history; Owner: vouch_owner
--

GRANT SELECT ON TABLE history.retirement_version TO vouch_app;
GRANT SELECT ON TABLE history.retirement_version TO vouch_batch;

--
-- Name: TABLE sealed_period_version; Type: ACL; Schema: history; Owner: vouch_owner
--

GRANT SELECT ON TABLE history.sealed_period_version TO vouch_app;
GRANT SELECT ON TABLE history.sealed_period_version TO vouch_batch;

--
-- Name: TABLE setting_version; Type: ACL; Schema: history; Owner: vouch_owner
--

GRANT SELECT ON TABLE history.setting_version TO vouch_app;
GRANT SELECT ON TABLE history.setting_version TO vouch_batch;

--
-- Name: TABLE tenant_version; Type: ACL; Schema: history; Owner: vouch_owner
--

GRANT SELECT ON TABLE history.tenant_version TO vouch_app;
GRANT SELECT ON TABLE history.tenant_version TO vouch_batch;

--
-- Name: TABLE change; Type: ACL; Schema: snapshot; Owner: vouch_owner
--

GRANT SELECT ON TABLE snapshot.change TO vouch_app;
GRANT SELECT ON TABLE snapshot.change TO vouch_batch;

--
-- Name: TABLE dashboard_snapshot; Type: ACL; Schema: snapshot; Owner: vouch_owner
--

GRANT SELECT ON TABLE snapshot.dashboard_snapshot TO vouch_app;
GRANT SELECT,INSERT ON TABLE snapshot.dashboard_snapshot TO vouch_batch;

--
-- Name: TABLE sealed_snapshot; Type: ACL; Schema: snapshot; Owner: vouch_owner
--

GRANT SELECT ON TABLE snapshot.sealed_snapshot TO vouch_app;
GRANT SELECT ON TABLE snapshot.sealed_snapshot TO vouch_batch;

--
-- Name: FUNCTION enqueue(p_queue text, p_payload jsonb, p_tenant_id uuid, p_priority integer, p_run_at timestamp with time zone, p_key text, p_unique_key text, p_when_there text, p_at_most_every interval, p_now timestamp with time zone); Type: ACL; Schema: job; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION job.enqueue(p_queue text, p_payload jsonb, p_tenant_id uuid, p_priority integer, p_run_at timestamp with time zone, p_key text, p_unique_key text, p_when_there text, p_at_most_every interval, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION job.enqueue(p_queue text, p_payload jsonb, p_tenant_id uuid, p_priority integer, p_run_at timestamp with time zone, p_key text, p_unique_key text, p_when_there text, p_at_most_every interval, p_now timestamp with time zone) TO vouch_app;
GRANT ALL ON FUNCTION job.enqueue(p_queue text, p_payload jsonb, p_tenant_id uuid, p_priority integer, p_run_at timestamp with time zone, p_key text, p_unique_key text, p_when_there text, p_at_most_every interval, p_now timestamp with time zone) TO vouch_batch;
GRANT ALL ON FUNCTION job.enqueue(p_queue text, p_payload jsonb, p_tenant_id uuid, p_priority integer, p_run_at timestamp with time zone, p_key text, p_unique_key text, p_when_there text, p_at_most_every interval, p_now timestamp with time zone) TO vouch_worker;

--
-- Name: FUNCTION keep_days(p_now timestamp with time zone, p_days_ahead integer, p_keep_days integer); Type: ACL; Schema: job; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION job.keep_days(p_now timestamp with time zone, p_days_ahead integer, p_keep_days integer) FROM PUBLIC;
GRANT ALL ON FUNCTION job.keep_days(p_now timestamp with time zone, p_days_ahead integer, p_keep_days integer) TO vouch_worker;

--
-- Name: FUNCTION let_in(p_queue_id integer, p_now timestamp with time zone, p_tenant_id uuid, p_key text, p_from uuid); Type: ACL; Schema: job; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION job.let_in(p_queue_id integer, p_now timestamp with time zone, p_tenant_id uuid, p_key text, p_from uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION job.let_in(p_queue_id integer, p_now timestamp with time zone, p_tenant_id uuid, p_key text, p_from uuid) TO vouch_worker;

--
-- Name: FUNCTION notify(p_queues text[]); Type: ACL; Schema: job; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION job.notify(p_queues text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION job.notify(p_queues text[]) TO vouch_app;
GRANT ALL ON FUNCTION job.notify(p_queues text[]) TO vouch_batch;
GRANT ALL ON FUNCTION job.notify(p_queues text[]) TO vouch_worker;

--
-- Name: FUNCTION close_change_set(); Type: ACL; Schema: seal; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION seal.close_change_set() FROM PUBLIC;

--
-- Name: TABLE head; Type: ACL; Schema: seal; Owner: vouch_owner
--

GRANT SELECT ON TABLE seal.head TO vouch_app;
GRANT SELECT ON TABLE seal.head TO vouch_batch;

--
-- Name: FUNCTION count_changes(p_tenant_id uuid, kind text, n bigint); Type: ACL; Schema: seal; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION seal.count_changes(p_tenant_id uuid, kind text, n bigint) FROM PUBLIC;

--
-- Name: FUNCTION make_head(); Type: ACL; Schema: seal; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION seal.make_head() FROM PUBLIC;

--
-- Name: FUNCTION open_change_sets(tenants uuid[]); Type: ACL; Schema: seal; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION seal.open_change_sets(tenants uuid[]) FROM PUBLIC;

--
-- Name: FUNCTION subjects_of_area(p_tenant_id uuid, p_seq bigint); Type: ACL; Schema: seal; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION seal.subjects_of_area(p_tenant_id uuid, p_seq bigint) FROM PUBLIC;

--
-- Name: FUNCTION subjects_of_branch(p_tenant_id uuid, p_seq bigint); Type: ACL; Schema: seal; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION seal.subjects_of_branch(p_tenant_id uuid, p_seq bigint) FROM PUBLIC;

--
-- Name: FUNCTION subjects_of_engagement(p_tenant_id uuid, p_seq bigint); Type: ACL; Schema: seal; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION seal.subjects_of_engagement(p_tenant_id uuid, p_seq bigint) FROM PUBLIC;

--
-- Name: FUNCTION subjects_of_import(p_tenant_id uuid, p_seq bigint); Type: ACL; Schema: seal; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION seal.subjects_of_import(p_tenant_id uuid, p_seq bigint) FROM PUBLIC;

--
-- Name: FUNCTION subjects_of_import_file(p_tenant_id uuid, p_seq bigint); Type: ACL; Schema: seal; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION seal.subjects_of_import_file(p_tenant_id uuid, p_seq bigint) FROM PUBLIC;

--
-- Name: FUNCTION subjects_of_observation(p_tenant_id uuid, p_seq bigint); Type: ACL; Schema: seal; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION seal.subjects_of_observation(p_tenant_id uuid, p_seq bigint) FROM PUBLIC;

--
-- Name: FUNCTION subjects_of_observation_text(p_tenant_id uuid, p_seq bigint); Type: ACL; Schema: seal; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION seal.subjects_of_observation_text(p_tenant_id uuid, p_seq bigint) FROM PUBLIC;

--
-- Name: FUNCTION subjects_of_plan(p_tenant_id uuid, p_seq bigint); Type: ACL; Schema: seal; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION seal.subjects_of_plan(p_tenant_id uuid, p_seq bigint) FROM PUBLIC;

--
-- Name: FUNCTION subjects_of_requirement(p_tenant_id uuid, p_seq bigint); Type: ACL; Schema: seal; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION seal.subjects_of_requirement(p_tenant_id uuid, p_seq bigint) FROM PUBLIC;

--
-- Name: FUNCTION subjects_of_retirement(p_tenant_id uuid, p_seq bigint); Type: ACL; Schema: seal; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION seal.subjects_of_retirement(p_tenant_id uuid, p_seq bigint) FROM PUBLIC;

--
-- Name: FUNCTION subjects_of_sealed_period(p_tenant_id uuid, p_seq bigint); Type: ACL; Schema: seal; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION seal.subjects_of_sealed_period(p_tenant_id uuid, p_seq bigint) FROM PUBLIC;

--
-- Name: FUNCTION subjects_of_setting(p_tenant_id uuid, p_seq bigint); Type: ACL; Schema: seal; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION seal.subjects_of_setting(p_tenant_id uuid, p_seq bigint) FROM PUBLIC;

--
-- Name: FUNCTION subjects_of_snapshot(p_tenant_id uuid, p_seq bigint); Type: ACL; Schema: seal; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION seal.subjects_of_snapshot(p_tenant_id uuid, p_seq bigint) FROM PUBLIC;

--
-- Name: FUNCTION subjects_of_tenant(p_tenant_id uuid, p_seq bigint); Type: ACL; Schema: seal; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION seal.subjects_of_tenant(p_tenant_id uuid, p_seq bigint) FROM PUBLIC;

--
-- Name: FUNCTION wait_for_turn(); Type: ACL; Schema: seal; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION seal.wait_for_turn() FROM PUBLIC;

--
-- Name: FUNCTION enter_the_chain(); Type: ACL; Schema: snapshot; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION snapshot.enter_the_chain() FROM PUBLIC;

--
-- Name: FUNCTION retire(); Type: ACL; Schema: snapshot; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION snapshot.retire() FROM PUBLIC;

--
-- Name: FUNCTION all_tenants(); Type: ACL; Schema: tenant; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION tenant.all_tenants() FROM PUBLIC;
GRANT ALL ON FUNCTION tenant.all_tenants() TO vouch_batch;

--
-- Name: FUNCTION chains_without_tenant(); Type: ACL; Schema: tenant; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION tenant.chains_without_tenant() FROM PUBLIC;
GRANT ALL ON FUNCTION tenant.chains_without_tenant() TO vouch_batch;

--
-- Name: FUNCTION find(p_slug text); Type: ACL; Schema: tenant; Owner: vouch_owner
--

REVOKE ALL ON FUNCTION tenant.find(p_slug text) FROM PUBLIC;
GRANT ALL ON FUNCTION tenant.find(p_slug text) TO vouch_app;
GRANT ALL ON FUNCTION tenant.find(p_slug text) TO vouch_batch;

--
-- Name: TABLE setting; Type: ACL; Schema: tenant; Owner: vouch_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE tenant.setting TO vouch_app;
GRANT SELECT ON TABLE tenant.setting TO vouch_batch;

--
-- Name: TABLE migration; Type: ACL; Schema: db; Owner: vouch_owner
--

GRANT SELECT ON TABLE db.migration TO PUBLIC;

--
-- Name: TABLE migration_statement; Type: ACL; Schema: db; Owner: vouch_owner
--

GRANT SELECT ON TABLE db.migration_statement TO PUBLIC;

--
-- Name: TABLE dead; Type: ACL; Schema: job; Owner: vouch_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE job.dead TO vouch_worker;

--
-- Name: TABLE finished; Type: ACL; Schema: job; Owner: vouch_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE job.finished TO vouch_worker;

--
-- Name: TABLE hold; Type: ACL; Schema: job; Owner: vouch_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE job.hold TO vouch_worker;

--
-- Name: TABLE job; Type: ACL; Schema: job; Owner: vouch_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE job.job TO vouch_worker;

--
-- Name: SEQUENCE job_id_seq; Type: ACL; Schema: job; Owner: vouch_owner
--

GRANT USAGE ON SEQUENCE job.job_id_seq TO vouch_worker;

--
-- Name: TABLE lease; Type: ACL; Schema: job; Owner: vouch_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE job.lease TO vouch_worker;

--
-- Name: SEQUENCE lease_lease_id_seq; Type: ACL; Schema: job; Owner: vouch_owner
--

GRANT USAGE ON SEQUENCE job.lease_lease_id_seq TO vouch_worker;

--
-- Name: TABLE next_start; Type: ACL; Schema: job; Owner: vouch_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE job.next_start TO vouch_worker;

--
-- Name: TABLE paused_tenant; Type: ACL; Schema: job; Owner: vouch_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE job.paused_tenant TO vouch_worker;

--
-- Name: TABLE queue; Type: ACL; Schema: job; Owner: vouch_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE job.queue TO vouch_worker;

--
-- Name: SEQUENCE queue_queue_id_seq; Type: ACL; Schema: job; Owner: vouch_owner
--

GRANT USAGE ON SEQUENCE job.queue_queue_id_seq TO vouch_worker;

--
-- Name: TABLE schedule; Type: ACL; Schema: job; Owner: vouch_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE job.schedule TO vouch_worker;

--
-- Name: SEQUENCE schedule_schedule_id_seq; Type: ACL; Schema: job; Owner: vouch_owner
--

GRANT USAGE ON SEQUENCE job.schedule_schedule_id_seq TO vouch_worker;

--
-- Name: TABLE slot; Type: ACL; Schema: job; Owner: vouch_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE job.slot TO vouch_worker;

--
-- Name: TABLE throttle; Type: ACL; Schema: job; Owner: vouch_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE job.throttle TO vouch_worker;

--
-- Name: TABLE worker; Type: ACL; Schema: job; Owner: vouch_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE job.worker TO vouch_worker;

--
-- Name: SEQUENCE worker_worker_id_seq; Type: ACL; Schema: job; Owner: vouch_owner
--

GRANT USAGE ON SEQUENCE job.worker_worker_id_seq TO vouch_worker;

--
-- Name: TABLE audit_area; Type: ACL; Schema: record; Owner: vouch_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE record.audit_area TO vouch_app;
GRANT SELECT ON TABLE record.audit_area TO vouch_batch;

--
-- Name: TABLE audit_plan; Type: ACL; Schema: record; Owner: vouch_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE record.audit_plan TO vouch_app;
GRANT SELECT ON TABLE record.audit_plan TO vouch_batch;

--
-- Name: TABLE branch; Type: ACL; Schema: record; Owner: vouch_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE record.branch TO vouch_app;
GRANT SELECT ON TABLE record.branch TO vouch_batch;

--
-- Name: TABLE engagement; Type: ACL; Schema: record; Owner: vouch_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE record.engagement TO vouch_app;
GRANT SELECT ON TABLE record.engagement TO vouch_batch;

--
-- Name: TABLE import; Type: ACL; Schema: record; Owner: vouch_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE record.import TO vouch_app;
GRANT SELECT ON TABLE record.import TO vouch_batch;

--
-- Name: TABLE import_exception; Type: ACL; Schema: record; Owner: vouch_owner
--

GRANT SELECT,INSERT ON TABLE record.import_exception TO vouch_app;
GRANT SELECT ON TABLE record.import_exception TO vouch_batch;

--
-- Name: TABLE import_file; Type: ACL; Schema: record; Owner: vouch_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE record.import_file TO vouch_app;
GRANT SELECT ON TABLE record.import_file TO vouch_batch;

--
-- Name: TABLE observation; Type: ACL; Schema: record; Owner: vouch_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE record.observation TO vouch_app;
GRANT SELECT ON TABLE record.observation TO vouch_batch;

--
-- Name: TABLE observation_text; Type: ACL; Schema: record; Owner: vouch_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE record.observation_text TO vouch_app;
GRANT SELECT ON TABLE record.observation_text TO vouch_batch;

--
-- Name: TABLE requirement; Type: ACL; Schema: record; Owner: vouch_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE record.requirement TO vouch_app;
GRANT SELECT ON TABLE record.requirement TO vouch_batch;

--
-- Name: TABLE source_row; Type: ACL; Schema: record; Owner: vouch_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE record.source_row TO vouch_app;
GRANT SELECT ON TABLE record.source_row TO vouch_batch;

--
-- Name: TABLE source_series; Type: ACL; Schema: record; Owner: vouch_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE record.source_series TO vouch_app;
GRANT SELECT ON TABLE record.source_series TO vouch_batch;

--
-- Name: TABLE change_set; Type: ACL; Schema: seal; Owner: vouch_owner
--

GRANT SELECT ON TABLE seal.change_set TO vouch_app;
GRANT SELECT ON TABLE seal.change_set TO vouch_batch;

--
-- Name: TABLE subject_kind; Type: ACL; Schema: seal; Owner: vouch_owner
--

GRANT SELECT ON TABLE seal.subject_kind TO vouch_app;
GRANT SELECT ON TABLE seal.subject_kind TO vouch_batch;

--
-- Name: TABLE sealed_period; Type: ACL; Schema: snapshot; Owner: vouch_owner
--

GRANT SELECT,INSERT ON TABLE snapshot.sealed_period TO vouch_app;
GRANT SELECT ON TABLE snapshot.sealed_period TO vouch_batch;

--
-- Name: TABLE reported_snapshot; Type: ACL; Schema: snapshot; Owner: vouch_owner
--

GRANT SELECT ON TABLE snapshot.reported_snapshot TO vouch_app;
GRANT SELECT ON TABLE snapshot.reported_snapshot TO vouch_batch;

--
-- Name: TABLE retirement; Type: ACL; Schema: snapshot; Owner: vouch_owner
--

GRANT SELECT ON TABLE snapshot.retirement TO vouch_app;
GRANT SELECT,INSERT ON TABLE snapshot.retirement TO vouch_batch;

--
-- Name: TABLE tenant; Type: ACL; Schema: tenant; Owner: vouch_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE tenant.tenant TO vouch_app;
GRANT SELECT ON TABLE tenant.tenant TO vouch_batch;

--
-- PostgreSQL database dump complete
--

