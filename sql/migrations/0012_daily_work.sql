-- What every tenant does every night takes less: a capture that reads the present (docs/decisions/0013), and its seal.

-- A capture now reads a tenant's present rows by the thousand: the wall is asked once for a scan and not once for each row.
ALTER POLICY tenants_of_the_batch ON record.branch
    USING (tenant_id = ANY (ARRAY(SELECT tenant.batch()))) WITH CHECK (tenant_id = ANY (ARRAY(SELECT tenant.batch())));
ALTER POLICY tenants_of_the_batch ON record.engagement
    USING (tenant_id = ANY (ARRAY(SELECT tenant.batch()))) WITH CHECK (tenant_id = ANY (ARRAY(SELECT tenant.batch())));
ALTER POLICY tenants_of_the_batch ON record.requirement
    USING (tenant_id = ANY (ARRAY(SELECT tenant.batch()))) WITH CHECK (tenant_id = ANY (ARRAY(SELECT tenant.batch())));
ALTER POLICY tenants_of_the_batch ON record.observation
    USING (tenant_id = ANY (ARRAY(SELECT tenant.batch()))) WITH CHECK (tenant_id = ANY (ARRAY(SELECT tenant.batch())));

-- Makes seal.subjects_of_KIND(tenant, seq): the versions of one kind in one change set, with their digests. A function, since
-- planning the query took as long as all else that a small change set needs: a session plans it once, for any values. Without
-- scans of whole tables, which look cheap to a session that begins with empty ones.
CREATE FUNCTION seal.make_subjects_of(p_kind text) RETURNS void
LANGUAGE plpgsql AS $$
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
END $$;
SELECT seal.make_subjects_of(kind) FROM seal.subject_kind;

CREATE FUNCTION seal.make_subjects_of_new_kind() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM seal.make_subjects_of(NEW.kind);
    RETURN NULL;
END $$;
CREATE TRIGGER make_subjects_of_new_kind AFTER INSERT ON seal.subject_kind FOR EACH ROW EXECUTE FUNCTION seal.make_subjects_of_new_kind();

-- At commit: gathers what the transaction changed, writes the change set, moves the head.
CREATE OR REPLACE FUNCTION seal.close_change_set() RETURNS trigger
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
END $$;
