-- The job engine: what is to be done, by whom it is being done, what came of it. It knows no word of audit; docs/jobs.md says
-- what is promised. Its tables are no tenant's: only vouch_worker reads and writes them, others enqueue by job.enqueue().
CREATE SCHEMA job;
GRANT USAGE ON SCHEMA job TO vouch_app, vouch_batch, vouch_worker;

-- Whose jobs those of the installation are.
CREATE FUNCTION job.nobody() RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN '00000000-0000-0000-0000-000000000000'::uuid;

-- How the jobs of a queue are treated. Written by the program that handles them when it starts; pauses by operators.
CREATE TABLE job.queue (
    queue_id               integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name                   text NOT NULL UNIQUE CHECK (name ~ '^[a-z][a-z0-9_.-]{0,62}$'),
    form                   text NOT NULL CHECK (form IN ('short', 'long')),
    failures_max           integer NOT NULL CHECK (failures_max BETWEEN 1 AND 1000),
    crashes_max            integer NOT NULL CHECK (crashes_max BETWEEN 1 AND 1000),
    ageing_s               integer NOT NULL CHECK (ageing_s BETWEEN 1 AND 86400),
    ordered                boolean NOT NULL DEFAULT false,
    running_max            integer CHECK (running_max BETWEEN 1 AND 100000),
    running_per_tenant_max integer CHECK (running_per_tenant_max BETWEEN 1 AND 100000),
    running_per_key_max    integer CHECK (running_per_key_max BETWEEN 1 AND 100000),
    started_every_ms       integer CHECK (started_every_ms BETWEEN 1 AND 86400000),
    paused_at              timestamptz,
    paused_by              text,
    gated                  boolean NOT NULL GENERATED ALWAYS AS (
        ordered OR num_nonnulls(running_max, running_per_tenant_max, running_per_key_max, started_every_ms) > 0) STORED,
    CHECK (NOT ordered OR running_per_key_max IS NULL),
    CHECK ((paused_at IS NULL) = (paused_by IS NULL))
);
COMMENT ON COLUMN job.queue.form IS
    'short: effect and completion in one transaction that holds the row; long: a lease, and a fenced last transaction';
COMMENT ON COLUMN job.queue.ageing_s IS 'one step of priority counts as much as having waited so much longer';
COMMENT ON COLUMN job.queue.ordered IS 'jobs of one key run one after the other, in the order of their ids';
COMMENT ON COLUMN job.queue.started_every_ms IS 'a tenant starts one job in so much time';
COMMENT ON COLUMN job.queue.gated IS 'jobs are let in one by one: job.let_in()';

CREATE TABLE job.paused_tenant (
    queue_id  integer NOT NULL REFERENCES job.queue,
    tenant_id uuid NOT NULL,
    paused_at timestamptz NOT NULL,
    paused_by text NOT NULL,
    PRIMARY KEY (queue_id, tenant_id)
);

-- What waits or runs, and nothing else. Rows are written once and deleted once: who runs one is said in job.lease, or by a
-- lock on the row. stage: later (run_at lies ahead), held (behind the gate of its queue), ready, alone (ready, and takes
-- nobody along: it was under way when something broke). No foreign key on queue_id: it would cost more than the row.
CREATE TABLE job.job (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at     timestamptz NOT NULL,
    run_at         timestamptz NOT NULL,
    rank           timestamptz NOT NULL,
    tenant_id      uuid NOT NULL,
    queue_id       integer NOT NULL,
    priority       smallint NOT NULL DEFAULT 0 CHECK (priority BETWEEN -1000 AND 1000),
    failures       smallint NOT NULL DEFAULT 0,
    crashes        smallint NOT NULL DEFAULT 0,
    alone          boolean NOT NULL DEFAULT false,
    gated          boolean NOT NULL DEFAULT false,
    stage          text NOT NULL CHECK (stage IN ('later', 'held', 'ready', 'alone')),
    key            text CHECK (length(key) BETWEEN 1 AND 200),
    unique_key     text CHECK (length(unique_key) BETWEEN 1 AND 200),
    schedule_id    bigint,
    slot_at        timestamptz,
    last_failed_at timestamptz,
    last_error     text,
    payload        jsonb,
    CHECK (gated OR stage <> 'held')
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0,
        autovacuum_vacuum_insert_scale_factor = 0.2);
COMMENT ON COLUMN job.job.rank IS
    'the order within a tenant: run_at, less ageing_s for each step of priority, so that whatever waits is served in the end';
CREATE INDEX job_ready ON job.job (queue_id, tenant_id, rank, id) WHERE stage = 'ready';
CREATE INDEX job_alone ON job.job (queue_id, tenant_id, rank) WHERE stage = 'alone';
CREATE INDEX job_later ON job.job (run_at) WHERE stage = 'later';
CREATE INDEX job_held ON job.job (queue_id, tenant_id, coalesce(key, ''), rank, id) WHERE stage = 'held';
CREATE INDEX job_let_in ON job.job (queue_id, tenant_id, coalesce(key, '')) WHERE gated AND stage IN ('ready', 'alone');
CREATE INDEX job_later_of_key ON job.job (queue_id, tenant_id, key, id) WHERE gated AND stage = 'later' AND key IS NOT NULL;
CREATE UNIQUE INDEX job_unique_key ON job.job (queue_id, tenant_id, unique_key) WHERE unique_key IS NOT NULL;

-- A process that runs jobs. One row, one heartbeat: a dead one is told from a slow job by it.
CREATE TABLE job.worker (
    worker_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name         text NOT NULL,
    version      text NOT NULL,
    queues       text[] NOT NULL,
    started_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    heartbeat_at timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (fillfactor = 20, autovacuum_vacuum_threshold = 100, autovacuum_vacuum_scale_factor = 0);

-- Which short jobs a worker has in hand: their rows are locked, and this says by whom, should it die. A row for each
-- connection that works, as long as it has some.
CREATE TABLE job.hold (
    worker_id bigint NOT NULL REFERENCES job.worker,
    place     integer NOT NULL,
    turn      bigint NOT NULL,
    job_ids   int8multirange NOT NULL,
    PRIMARY KEY (worker_id, place, turn)
) WITH (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0);

-- Who runs a long job. lease_id is the fence: it is never used again, and what holds it may settle the job.
CREATE TABLE job.lease (
    job_id        bigint PRIMARY KEY,
    lease_id      bigint GENERATED ALWAYS AS IDENTITY,
    queue_id      integer NOT NULL,
    tenant_id     uuid NOT NULL,
    worker_id     bigint NOT NULL,
    started_at    timestamptz NOT NULL,
    ends_by       timestamptz,
    cancelled_at  timestamptz,
    cancelled_by  text,
    progress_at   timestamptz,
    progress_done bigint,
    progress_all  bigint,
    progress_unit text
) WITH (fillfactor = 45, autovacuum_vacuum_threshold = 100, autovacuum_vacuum_scale_factor = 0);
COMMENT ON COLUMN job.lease.ends_by IS 'the deadline of the job: passed, the lease is taken back and counts as a failure';

-- What came of jobs, by the day they ended; a partition is dropped when it is old enough. Those that did not get done lie in
-- job.dead until somebody decides.
CREATE TABLE job.finished (
    finished_at timestamptz NOT NULL,
    started_at  timestamptz NOT NULL,
    created_at  timestamptz NOT NULL,
    run_at      timestamptz NOT NULL,
    id          bigint NOT NULL,
    tenant_id   uuid NOT NULL,
    queue_id    integer NOT NULL,
    failures    smallint NOT NULL,
    crashes     smallint NOT NULL,
    worker_id   bigint,
    outcome     text NOT NULL CHECK (outcome IN ('done', 'cancelled', 'discarded')),
    schedule_id bigint,
    slot_at     timestamptz,
    key         text,
    note        text,
    payload     jsonb,
    result      jsonb
) PARTITION BY RANGE (finished_at);
CREATE INDEX finished_id ON job.finished USING brin (id) WITH (pages_per_range = 32);
CREATE INDEX finished_at ON job.finished USING brin (finished_at) WITH (pages_per_range = 32);
COMMENT ON COLUMN job.finished.note IS 'who cancelled or discarded it, and why';

-- Jobs that were given up: they failed too often, or their worker died too often under them.
CREATE TABLE job.dead (
    id          bigint PRIMARY KEY,
    died_at     timestamptz NOT NULL,
    cause       text NOT NULL CHECK (cause IN ('failed', 'quarantined')),
    created_at  timestamptz NOT NULL,
    run_at      timestamptz NOT NULL,
    tenant_id   uuid NOT NULL,
    queue_id    integer NOT NULL,
    priority    smallint NOT NULL,
    failures    smallint NOT NULL,
    crashes     smallint NOT NULL,
    key         text,
    unique_key  text,
    schedule_id bigint,
    slot_at     timestamptz,
    last_error  text,
    payload     jsonb
);
CREATE INDEX dead_by_queue ON job.dead (queue_id, died_at);

-- When a tenant may start its next job of a queue with started_every_ms.
CREATE TABLE job.next_start (
    queue_id  integer NOT NULL REFERENCES job.queue,
    tenant_id uuid NOT NULL,
    next_at   timestamptz NOT NULL,
    PRIMARY KEY (queue_id, tenant_id)
);

-- When a key may be enqueued again that was enqueued with p_at_most_every.
CREATE TABLE job.throttle (
    queue_id  integer NOT NULL REFERENCES job.queue,
    tenant_id uuid NOT NULL,
    key       text NOT NULL,
    until     timestamptz NOT NULL,
    PRIMARY KEY (queue_id, tenant_id, key)
);
CREATE INDEX throttle_until ON job.throttle (until);

-- What is enqueued by the clock. next_at is the cursor: the first slot that was not decided yet.
CREATE TABLE job.schedule (
    schedule_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id        uuid NOT NULL DEFAULT job.nobody(),
    name             text NOT NULL CHECK (name ~ '^[a-z][a-z0-9_.-]{0,62}$'),
    queue_id         integer NOT NULL REFERENCES job.queue,
    expression       text NOT NULL CHECK (length(expression) BETWEEN 1 AND 200),
    zone             text NOT NULL CHECK (length(zone) BETWEEN 1 AND 100),
    missed           text NOT NULL DEFAULT 'once' CHECK (missed IN ('skip', 'once', 'all')),
    missed_s_max     integer NOT NULL DEFAULT 604800 CHECK (missed_s_max BETWEEN 60 AND 31622400),
    missed_max       integer NOT NULL DEFAULT 100 CHECK (missed_max BETWEEN 1 AND 10000),
    priority         smallint NOT NULL DEFAULT 0 CHECK (priority BETWEEN -1000 AND 1000),
    spread_s         integer NOT NULL DEFAULT 0 CHECK (spread_s BETWEEN 0 AND 86400),
    payload          jsonb,
    created_at       timestamptz NOT NULL,
    paused_at        timestamptz,
    paused_by        text,
    next_at          timestamptz,
    UNIQUE (tenant_id, name),
    CHECK ((paused_at IS NULL) = (paused_by IS NULL))
);
CREATE INDEX schedule_due ON job.schedule (next_at) WHERE paused_at IS NULL;
COMMENT ON COLUMN job.schedule.missed IS
    'slots that passed while nothing ran: skip drops them, once keeps the last, all keeps each, up to missed_s_max and missed_max';
COMMENT ON COLUMN job.schedule.spread_s IS 'jobs of one slot start within so much time of it, each tenant always at the same place';
COMMENT ON COLUMN job.schedule.next_at IS 'null: no slot lies ahead';

-- The slot ledger: each slot of each schedule once, whoever looks at the clock, and how many do.
CREATE TABLE job.slot (
    schedule_id bigint NOT NULL REFERENCES job.schedule ON DELETE CASCADE,
    slot_at     timestamptz NOT NULL,
    decided_at  timestamptz NOT NULL,
    job_id      bigint,
    PRIMARY KEY (schedule_id, slot_at)
);
COMMENT ON COLUMN job.slot.job_id IS 'null: passed over, as "missed" says';

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA job TO vouch_worker;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA job TO vouch_worker;

-- Where a job stands that is due, or comes back. One rule for all who write a stage.
CREATE FUNCTION job.stage_of(gated boolean, alone boolean, run_at timestamptz, now timestamptz) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN run_at > now THEN 'later' WHEN gated THEN 'held' WHEN alone THEN 'alone' ELSE 'ready' END;

-- The order within a tenant. In an ordered queue the id alone decides.
CREATE FUNCTION job.rank_of(ordered boolean, ageing_s integer, priority integer, run_at timestamptz) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN ordered THEN timestamptz 'epoch' ELSE run_at - priority * ageing_s * interval '1 second' END;

-- The wall around enqueueing: who has entered a tenant enqueues for it alone.
CREATE FUNCTION job.may_enqueue_for(p_tenant_id uuid) RETURNS boolean
LANGUAGE sql STABLE
RETURN CASE current_setting('role')
            WHEN 'vouch_app' THEN p_tenant_id = current_setting('app.tenant_id')::uuid
            WHEN 'vouch_batch' THEN p_tenant_id = ANY (current_setting('app.tenant_ids')::uuid[])
            ELSE true END;

-- Enqueues a job in the transaction of the caller: it is there when that is committed. Its id; null when p_at_most_every
-- passed it over.
--   p_run_at         not before; null: now
--   p_key            of one key as many run at a time as the queue says; in an ordered queue one after the other
--   p_unique_key     at most one job of it waits or runs. The one that is there is left as it is ('keep'), or, when it waits,
--                    is given this payload and run_at ('replace', which is called debouncing). Its id is returned
--   p_at_most_every  of p_unique_key one is enqueued in so much time, the first
--   p_now            what the clock says
CREATE FUNCTION job.enqueue(
    p_queue text, p_payload jsonb DEFAULT NULL, p_tenant_id uuid DEFAULT job.nobody(), p_priority integer DEFAULT 0,
    p_run_at timestamptz DEFAULT NULL, p_key text DEFAULT NULL, p_unique_key text DEFAULT NULL,
    p_when_there text DEFAULT 'keep', p_at_most_every interval DEFAULT NULL, p_now timestamptz DEFAULT clock_timestamp()
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
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
REVOKE ALL ON FUNCTION job.enqueue(text, jsonb, uuid, integer, timestamptz, text, text, text, interval, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION job.enqueue(text, jsonb, uuid, integer, timestamptz, text, text, text, interval, timestamptz)
    TO vouch_app, vouch_batch, vouch_worker;

-- Lets jobs of a gated queue in: from held to ready, as far as its limits allow. What is ready or runs never exceeds them, since
-- it is counted behind a lock on the queue; so whoever takes a ready job asks no further. How many were let in.
--   p_tenant_id, p_key  the job that has just ended, in the same transaction; its place goes to whom it may go. Tenants take
--                       turns: the search begins behind it. Null: after new jobs came, or a limit was changed; from p_from on
--   p_now               what the clock says
CREATE FUNCTION job.let_in(p_queue_id integer, p_now timestamptz, p_tenant_id uuid, p_key text, p_from uuid DEFAULT job.nobody())
RETURNS integer
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
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

-- Sees to it that what ends on the days from p_now's to p_days_ahead after it has a partition, and drops those whose jobs all
-- ended more than p_keep_days before p_now. How many were dropped. Jobs that are not done are in none of them.
CREATE FUNCTION job.keep_days(p_now timestamptz, p_days_ahead integer, p_keep_days integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET TimeZone = 'UTC' AS $$
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
REVOKE ALL ON FUNCTION job.keep_days(timestamptz, integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION job.keep_days(timestamptz, integer, integer) TO vouch_worker;
REVOKE ALL ON FUNCTION job.let_in(integer, timestamptz, uuid, text, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION job.let_in(integer, timestamptz, uuid, text, uuid) TO vouch_worker;

-- Rings for queues: whoever listens to vouch_job looks at once. Those that exist. Anybody may ring.
CREATE FUNCTION job.notify(p_queues text[]) RETURNS SETOF text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    found job.queue;
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    FOR found IN SELECT * FROM job.queue WHERE name = ANY (p_queues) LOOP
        PERFORM pg_notify('vouch_job', found.queue_id::text);
        RETURN NEXT found.name;
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION job.notify(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION job.notify(text[]) TO vouch_app, vouch_batch, vouch_worker;
