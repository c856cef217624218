-- The chain: one change set per transaction and tenant, each with the digests of what it changed and the hash of the
-- change set before it. docs/seal.md defines the canonical bytes; src/seal/canonical.cpp computes them independently.
CREATE SCHEMA seal;
GRANT USAGE ON SCHEMA seal TO vouch_app, vouch_batch;

-- Where a tenant's chain stands. Locking its row orders the tenant's writers, so that seq order is commit order. The
-- open_* columns describe the change set that the locking transaction is making; they are null between transactions.
CREATE TABLE seal.head (
    tenant_id        uuid PRIMARY KEY REFERENCES tenant.tenant DEFERRABLE INITIALLY DEFERRED,
    seq              bigint NOT NULL DEFAULT 0,
    hash             bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex'),
    recorded_at      timestamptz NOT NULL DEFAULT '1970-01-01 00:00:00+00',
    open_transaction xid8,
    open_recorded_at timestamptz,
    open_actor       text,
    open_reason      text,
    open_count       integer,
    open_kinds       text[]
) WITH (fillfactor = 50);
SELECT tenant.isolate('seal.head', 'SELECT', 'SELECT');

-- One link of the chain. The n-th elements of kinds, ids and digests are the n-th change (ordinal n).
CREATE TABLE seal.change_set (
    tenant_id     uuid NOT NULL REFERENCES tenant.tenant,
    seq           bigint NOT NULL,
    recorded_at   timestamptz NOT NULL,
    actor         text NOT NULL,
    reason        text NOT NULL,
    kinds         text[] NOT NULL,
    ids           text[] NOT NULL,
    digests       bytea[] NOT NULL,
    previous_hash bytea NOT NULL,
    hash          bytea NOT NULL,
    PRIMARY KEY (tenant_id, seq)
);
CREATE INDEX change_set_recorded ON seal.change_set (tenant_id, recorded_at DESC) INCLUDE (seq);
SELECT tenant.isolate('seal.change_set', 'SELECT', 'SELECT');

-- What kinds of subject enter the chain, the table that holds their versions, and the one that holds the present (null:
-- a kind that is only ever inserted).
CREATE TABLE seal.subject_kind (
    kind          text PRIMARY KEY,
    version_table regclass NOT NULL UNIQUE,
    present       regclass UNIQUE
);
GRANT SELECT ON seal.subject_kind TO vouch_app, vouch_batch;

CREATE FUNCTION seal.refuse_rewriting() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%.% is append-only: % is refused; record a correction instead',
        TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP USING ERRCODE = 'VO003';
END $$;

-- Makes a table append-only for everybody, its owner included, with an error and not with silence.
CREATE FUNCTION seal.make_append_only(target regclass) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON %s
                    FOR EACH STATEMENT EXECUTE FUNCTION seal.refuse_rewriting()', target);
END $$;
SELECT seal.make_append_only('seal.change_set');

-- Canonical JSON (RFC 8785 as far as integers, strings, booleans, arrays and objects go; nulls are left out).
CREATE FUNCTION seal.canonical(value jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
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
END $$;

CREATE FUNCTION seal.microseconds(moment timestamptz) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN (extract(epoch FROM moment) * 1000000)::bigint;

-- A date as YYYY-MM-DD, whatever the zone of the session (as timestamptz, a day that the zone skipped would be the next).
-- Years before Christ and infinity have no such form: to_char prints the former as if they were after, the latter as null.
CREATE FUNCTION seal.refuse_date(day date) RETURNS date
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RAISE EXCEPTION 'a sealed date lies between 0001-01-01 and 9999-12-31, not %', day USING ERRCODE = 'VO004';
END $$;
CREATE FUNCTION seal.date_text(day date) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN to_char((CASE WHEN day < '0001-01-01' OR day > '9999-12-31' THEN seal.refuse_date(day) ELSE day END)::timestamp, 'YYYY-MM-DD');

-- The hash of a change set: SHA-256 over the canonical JSON of its content and the previous hash.
CREATE FUNCTION seal.change_set_hash(tenant_id uuid, seq bigint, recorded_at timestamptz, actor text, reason text,
                                     kinds text[], ids text[], digests bytea[], previous_hash bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(convert_to(concat(
        '{"actor":', to_json(actor), ',"changes":[',
        (SELECT string_agg(concat('{"digest":"', encode(digest, 'hex'), '","id":', to_json(id), ',"kind":', to_json(kind), '}'),
                           ',' ORDER BY ordinal)
           FROM unnest(kinds, ids, digests) WITH ORDINALITY AS change(kind, id, digest, ordinal)),
        '],"previous":"', encode(previous_hash, 'hex'), '","reason":', to_json(reason),
        ',"recorded_at":', seal.microseconds(recorded_at), ',"seq":', seq, ',"tenant_id":"', tenant_id, '"}'), 'UTF8'))
$$;

-- Before a statement writes: waits until the tenant of the transaction is free and locks its head until the end of the
-- transaction, so that the writers of a tenant take turns before they touch a row. Two that touch the same rows in another
-- order would else wait for each other. Who reads waits for nobody. Where no tenant is entered (work of the owner, batches),
-- heads are locked when versions are appended.
CREATE FUNCTION seal.wait_for_turn() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM FROM seal.head
     WHERE tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
       AND open_transaction IS DISTINCT FROM pg_current_xact_id()
       FOR UPDATE;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION seal.wait_for_turn() FROM PUBLIC;  -- nobody else may put it behind a table of his own

-- Lets the writers of a table take turns. Every table that vouch_app may write needs it.
CREATE FUNCTION seal.make_writers_take_turns(target regclass) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER wait_for_turn BEFORE INSERT OR UPDATE OR DELETE ON %s
                    FOR EACH STATEMENT EXECUTE FUNCTION seal.wait_for_turn()', target);
END $$;

-- Opens the change set of this transaction for each tenant, once: locks the heads (in one order, so that two
-- transactions cannot block each other) and fixes recorded_at. Called by the triggers that append versions.
CREATE FUNCTION seal.open_change_sets(tenants uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
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
REVOKE ALL ON FUNCTION seal.open_change_sets(uuid[]) FROM PUBLIC;

-- Notes n more changes of a kind in the open change set of a tenant.
CREATE FUNCTION seal.count_changes(p_tenant_id uuid, kind text, n bigint) RETURNS seal.head
LANGUAGE sql AS $$
    UPDATE seal.head
       SET open_count = open_count + n,
           open_kinds = CASE WHEN kind = ANY (open_kinds) THEN open_kinds ELSE open_kinds || kind END
     WHERE tenant_id = p_tenant_id
    RETURNING *
$$;
REVOKE ALL ON FUNCTION seal.count_changes(uuid, text, bigint) FROM PUBLIC;

-- The text of a query of every version of some kinds with its digest: tenant_id, seq, ordinal, kind, id, digest.
CREATE FUNCTION seal.subject_query(kinds text[]) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT string_agg(format(
               'SELECT tenant_id, seq, ordinal, %L::text AS kind, history.subject_id(v) AS id,'
               ' sha256(convert_to(history.canonical(v), ''UTF8'')) AS digest FROM %s AS v', kind, version_table),
               ' UNION ALL ' ORDER BY kind)
      FROM seal.subject_kind WHERE kind = ANY (kinds)
$$;

-- At commit: gathers what the transaction changed, writes the change set, moves the head.
CREATE FUNCTION seal.close_change_set() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
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
    -- Only the kinds that changed: a query over all of them takes longer to plan than everything else of a small write.
    EXECUTE format('SELECT array_agg(kind ORDER BY ordinal), array_agg(id ORDER BY ordinal), array_agg(digest ORDER BY ordinal)
                      FROM (%s) AS subject WHERE tenant_id = $1 AND seq = $2', seal.subject_query(head.open_kinds))
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
END $$;
CREATE CONSTRAINT TRIGGER close_change_set AFTER UPDATE ON seal.head DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.open_transaction IS NOT NULL AND OLD.open_transaction IS DISTINCT FROM NEW.open_transaction)
    EXECUTE FUNCTION seal.close_change_set();

-- Every tenant has a head from its first moment.
CREATE FUNCTION seal.make_head() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO seal.head (tenant_id) VALUES (NEW.tenant_id);
    RETURN NEW;
END $$;
CREATE TRIGGER b_make_head BEFORE INSERT ON tenant.tenant FOR EACH ROW EXECUTE FUNCTION seal.make_head();

-- They act with the owner's rights: nobody else may put them behind a table of his own (a temporary one, with rows that
-- name another tenant).
REVOKE ALL ON FUNCTION seal.close_change_set(), seal.make_head() FROM PUBLIC;
