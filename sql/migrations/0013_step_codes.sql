-- The step that a version is lies beside it as one number (docs/decisions/0014): a roll-forward counts numbers, from an index
-- that holds nothing else, and takes apart the few different ones that there are.

-- What a step is made of, each known by its place here. Places are kept in rows: what is new comes last.
CREATE FUNCTION record.standings() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY['before', 'outstanding', 'closed', 'invalid', 'accepted', 'withdrawn', 'gone'];
CREATE FUNCTION record.severities() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];

-- The step that a version is, as four digits: the standing it came from, the standing it went to, the severity it has, the
-- severity it had (0: none). 1330 was issued and closed at once, HIGH, and never recorded before. Null: it changed neither what
-- the observation counts as nor its severity, and takes the place of no version that may have.
CREATE FUNCTION record.step(was_status text, was_deleted boolean, was_severity text, status text, deleted boolean,
                            severity text, restates boolean) RETURNS smallint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN restates OR record.standing(was_status, was_deleted) <> record.standing(status, deleted)
                 OR was_severity <> severity
            THEN (1000 * array_position(record.standings(), record.standing(was_status, was_deleted))
                  + 100 * array_position(record.standings(), record.standing(status, deleted))
                  + 10 * coalesce(array_position(record.severities(), severity), 0)
                  + coalesce(array_position(record.severities(), was_severity), 0))::smallint END;

-- A step taken apart. Null among severities: none. What goes out of outstanding counts at the severity it had: left_as.
CREATE FUNCTION record.came_from(step smallint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (record.standings())[step / 1000];
CREATE FUNCTION record.went_to(step smallint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (record.standings())[step / 100 % 10];
CREATE FUNCTION record.step_severity(step smallint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (record.severities())[step / 10 % 10];
CREATE FUNCTION record.left_as(step smallint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN record.came_from(step) = 'outstanding' THEN (record.severities())[step % 10]
            ELSE record.step_severity(step) END;

-- What the database works out of a version's other columns is no fact of it: nobody states it, and it is not sealed, so that the
-- bytes of every version stay what they were. Here it is excepted by its name, below by what the catalogue says of it.
CREATE OR REPLACE FUNCTION history.is_fact(column_name text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN column_name NOT IN ('tenant_id', 'seq', 'ordinal', 'id', 'effective_at', 'deleted', 'restates', 'step')
       AND column_name NOT LIKE 'was\_%';

-- As in 0004; what is worked out is not written.
CREATE OR REPLACE FUNCTION history.append_version(kind text, p_tenant_id uuid, version jsonb, moment timestamptz,
                                                  before jsonb, restates boolean) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
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
END $$;

-- As in 0004; what is worked out is left out.
CREATE OR REPLACE FUNCTION history.define_canonical(version_table regclass) RETURNS void
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
      FROM pg_attribute WHERE attrelid = version_table AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
    EXECUTE format('CREATE OR REPLACE FUNCTION history.canonical(v %s) RETURNS text LANGUAGE sql STABLE'
                   ' RETURN ''{'' || concat_ws('','', %s) || ''}''', version_table, members);
END $$;

-- Adding the column rewrites history.observation_version and its indexes once (7 million versions: 23 s), and nobody reads or
-- writes observations meanwhile. The old index goes first, or it would be built anew to be dropped. The functions of a version go
-- and come back as they were: PostgreSQL rewrites no table while there is one of its rows.
DROP INDEX history.observation_step;
DROP FUNCTION history.canonical(history.observation_version), history.subject_id(history.observation_version);
ALTER TABLE history.observation_version ADD COLUMN step smallint
    GENERATED ALWAYS AS (record.step(was_status, was_deleted, was_severity, status, deleted, severity, restates)) STORED;
CREATE INDEX observation_step ON history.observation_version (tenant_id, id, effective_at DESC, seq DESC, ordinal DESC)
    INCLUDE (step) WHERE step IS NOT NULL;
SELECT history.define_canonical('history.observation_version');
CREATE FUNCTION history.subject_id(v history.observation_version) RETURNS text LANGUAGE sql STABLE RETURN v.id::text;
