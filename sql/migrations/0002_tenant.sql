-- Tenants, and the walls between them. Every table with a tenant_id is put behind its wall by tenant.isolate().
CREATE SCHEMA tenant;
GRANT USAGE ON SCHEMA tenant TO vouch_app, vouch_batch;

-- Who writes and for whom, for the rest of this transaction. SET LOCAL and not set_config(): the former reaches
-- the workers of a Citus cluster. Reads pass only the tenant.
--   actor        a person or a program; a change without one is refused
--   reason       stands in the change set; needed where a fact is backdated
--   effective    '' or null: facts hold from when they are recorded; 'rows': each row's effective_at says since when;
--                or an instant that holds for every change of the transaction
--   recorded_at  stands for the database's clock; refused except for simulated tenants. What is made up can be made up
--                again, so that its commit does not wait for the disk
CREATE FUNCTION tenant.enter(tenant_id uuid, actor text DEFAULT NULL, reason text DEFAULT NULL,
                             effective text DEFAULT NULL, recorded_at timestamptz DEFAULT NULL) RETURNS void
LANGUAGE plpgsql AS $$
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

-- The same for work on many tenants in one statement (capture, replay, verification), role vouch_batch.
CREATE FUNCTION tenant.enter_batch(tenant_ids uuid[], actor text DEFAULT NULL, reason text DEFAULT NULL,
                                   recorded_at timestamptz DEFAULT NULL) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('SET LOCAL app.tenant_ids = %L', tenant_ids);
    IF actor IS NOT NULL THEN EXECUTE format('SET LOCAL app.actor = %L', actor); END IF;
    IF reason IS NOT NULL THEN EXECUTE format('SET LOCAL app.reason = %L', reason); END IF;
    IF recorded_at IS NOT NULL THEN
        EXECUTE format('SET LOCAL app.recorded_at = %L', recorded_at);
        SET LOCAL synchronous_commit = off;
    END IF;
END $$;

-- What the clock says to this transaction: the database's, or what a transaction of simulated tenants supplies. That
-- nobody else supplies it is seen to where a change set is opened.
CREATE FUNCTION tenant.clock() RETURNS timestamptz
LANGUAGE sql VOLATILE
RETURN coalesce(nullif(current_setting('app.recorded_at', true), '')::timestamptz, clock_timestamp());

-- The tenants of this transaction's batch. Never entered: an error, not an empty answer.
CREATE FUNCTION tenant.batch() RETURNS SETOF uuid
LANGUAGE sql STABLE
RETURN unnest(current_setting('app.tenant_ids')::uuid[]);

-- Puts a table behind the wall: vouch_app sees the one tenant of its transaction, vouch_batch the tenants of its
-- batch (a hashed sub-select: its cost does not grow with the batch). current_setting() without missing_ok, so that
-- a forgotten tenant is an error. app and batch are the privileges to grant, for example 'SELECT, INSERT'.
-- asked_by_scan: of tables that are read by the thousand rows of a tenant. An array is a condition that an index takes: the
-- wall is asked once for a scan and not once for each of its rows. The planner expects too few rows behind it.
CREATE FUNCTION tenant.isolate(target regclass, app text, batch text, asked_by_scan boolean DEFAULT false) RETURNS void
LANGUAGE plpgsql AS $$
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
END $$;

-- An institution. tenant_id is also its subject id in the chain. slug and simulated never change.
CREATE TABLE tenant.tenant (
    tenant_id      uuid PRIMARY KEY,
    id             uuid NOT NULL CHECK (id = tenant_id),
    slug           text NOT NULL UNIQUE CHECK (slug ~ '^[a-z][a-z0-9-]{0,39}$'),
    name           text NOT NULL CHECK (length(name) BETWEEN 2 AND 200),
    short_name     text,
    licence_number text,
    tier           text,
    locale         text NOT NULL DEFAULT 'en-IN',
    simulated      boolean NOT NULL DEFAULT false,  -- made up: may supply recorded_at; printed everywhere
    onboarded_at   timestamptz,                     -- null: not captured
    effective_at   timestamptz
);
SELECT tenant.isolate('tenant.tenant', 'SELECT, INSERT, UPDATE', 'SELECT');

-- Settings hold from the start of a business date until the next row's. The first row of a tenant holds since ever.
CREATE TABLE tenant.setting (
    tenant_id               uuid NOT NULL REFERENCES tenant.tenant,
    id                      uuid NOT NULL,
    starts_on               date NOT NULL,
    zone                    text NOT NULL DEFAULT 'Asia/Kolkata'
        CHECK ((zone ~ '/' OR zone = 'UTC') AND timestamp '2000-01-01' AT TIME ZONE zone IS NOT NULL),
    fiscal_year_start_month integer NOT NULL DEFAULT 4 CHECK (fiscal_year_start_month BETWEEN 1 AND 12),
    capture_minute          integer NOT NULL DEFAULT 60 CHECK (capture_minute BETWEEN 0 AND 1439),
    weight_critical         integer NOT NULL DEFAULT 15 CHECK (weight_critical BETWEEN 0 AND 1000),
    weight_high             integer NOT NULL DEFAULT 8 CHECK (weight_high BETWEEN 0 AND 1000),
    weight_medium           integer NOT NULL DEFAULT 3 CHECK (weight_medium BETWEEN 0 AND 1000),
    weight_low              integer NOT NULL DEFAULT 1 CHECK (weight_low BETWEEN 0 AND 1000),
    per_branch              boolean NOT NULL DEFAULT true,
    share_compliance        integer NOT NULL DEFAULT 40 CHECK (share_compliance BETWEEN 0 AND 100),
    share_finding           integer NOT NULL DEFAULT 35 CHECK (share_finding BETWEEN 0 AND 100),
    share_coverage          integer NOT NULL DEFAULT 25 CHECK (share_coverage BETWEEN 0 AND 100),
    band_1                  integer NOT NULL DEFAULT 81,
    band_2                  integer NOT NULL DEFAULT 61,
    band_3                  integer NOT NULL DEFAULT 41,
    risk_weight_critical    integer NOT NULL DEFAULT 15 CHECK (risk_weight_critical BETWEEN 0 AND 1000),
    risk_weight_high        integer NOT NULL DEFAULT 8 CHECK (risk_weight_high BETWEEN 0 AND 1000),
    risk_weight_other       integer NOT NULL DEFAULT 2 CHECK (risk_weight_other BETWEEN 0 AND 1000),
    risk_band_1             integer NOT NULL DEFAULT 75,
    risk_band_2             integer NOT NULL DEFAULT 50,
    risk_band_3             integer NOT NULL DEFAULT 25,
    approved_by             text,
    effective_at            timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, starts_on),
    CONSTRAINT shares_add_up CHECK (share_compliance + share_finding + share_coverage = 100),
    CONSTRAINT bands_descend CHECK (100 >= band_1 AND band_1 > band_2 AND band_2 > band_3 AND band_3 >= 0),
    CONSTRAINT risk_bands_descend CHECK (risk_band_1 > risk_band_2 AND risk_band_2 > risk_band_3 AND risk_band_3 >= 0)
);
COMMENT ON TABLE tenant.setting IS 'the defaults of the weights, shares and bands are those of docs/metrics.md';
COMMENT ON COLUMN tenant.setting.approved_by IS 'the second person; the first settings of a tenant have none';
COMMENT ON COLUMN tenant.setting.zone IS 'IANA name; abbreviations such as IST are ambiguous and refused';
COMMENT ON COLUMN tenant.setting.capture_minute IS 'slot of the daily capture: minutes after 00:00 by the clock on the wall';
SELECT tenant.isolate('tenant.setting', 'SELECT, INSERT, UPDATE, DELETE', 'SELECT');

-- The settings in force on a business date.
CREATE FUNCTION tenant.setting_on(p_tenant_id uuid, day date) RETURNS SETOF tenant.setting
LANGUAGE sql STABLE ROWS 1 AS $$
    SELECT * FROM tenant.setting WHERE tenant_id = p_tenant_id AND starts_on <= day ORDER BY starts_on DESC LIMIT 1
$$;

-- The first instant of a business date of a tenant. Business date D is [day_start(D), day_start(D + 1)). On the day that
-- the zone moves it is never before the day before it began: from Niue to Kiritimati the clock moves by 25 hours.
CREATE FUNCTION tenant.day_start(p_tenant_id uuid, day date) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN starts_on < day THEN calendar.day_start(zone, day)
           ELSE greatest(calendar.day_start(zone, day),
                         (SELECT calendar.day_start(before.zone, day - 1) FROM tenant.setting_on(p_tenant_id, day - 1) AS before))
           END
      FROM tenant.setting_on(p_tenant_id, day)
$$;

-- The business date of an instant. Decided by day_start alone: where a zone falls back over midnight, the date on the
-- wall returns to the day before for an hour, a business date does not.
CREATE FUNCTION tenant.business_date(p_tenant_id uuid, moment timestamptz) RETURNS date
LANGUAGE plpgsql STABLE AS $$
DECLARE
    day date;
BEGIN
    SELECT (moment AT TIME ZONE zone)::date INTO day
      FROM tenant.setting_on(p_tenant_id, (moment AT TIME ZONE 'UTC')::date);
    WHILE moment >= tenant.day_start(p_tenant_id, day + 1) LOOP day := day + 1; END LOOP;
    WHILE moment < tenant.day_start(p_tenant_id, day) LOOP day := day - 1; END LOOP;
    RETURN day;
END $$;

-- When the snapshot of a business date is taken: after the date has ended.
CREATE FUNCTION tenant.capture_slot(p_tenant_id uuid, day date) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN starts_on <= day THEN calendar.wall_clock(zone, day + 1, capture_minute)
           ELSE greatest(calendar.wall_clock(zone, day + 1, capture_minute), tenant.day_start(p_tenant_id, day + 1)) END
      FROM tenant.setting_on(p_tenant_id, day + 1)
$$;

-- Each business date of [first, last] with its end (the start of the next) and the slot of its capture, ascending; place
-- counts from 0. For work over many days: day_start and capture_slot look the settings up for each.
CREATE FUNCTION tenant.days(p_tenant_id uuid, first date, last date)
RETURNS TABLE (place integer, business_date date, ends_at timestamptz, slot_at timestamptz)
LANGUAGE sql STABLE ROWS 366 AS $$
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

-- The last business date whose snapshot is due at an instant: its slot has passed. Yesterday, or the day before it while
-- its slot lies ahead; after a move of the zone that made a day short, the one before that.
CREATE FUNCTION tenant.last_due_date(p_tenant_id uuid, moment timestamptz) RETURNS date
LANGUAGE plpgsql STABLE AS $$
DECLARE
    day date := tenant.business_date(p_tenant_id, moment) - 1;
BEGIN
    WHILE tenant.capture_slot(p_tenant_id, day) > moment LOOP day := day - 1; END LOOP;
    RETURN day;
END $$;

-- The periods of a tenant's calendar that meet [first, last], oldest first, whole. Where the fiscal year was moved, the
-- quarter and year that the move cuts end the day before it.
CREATE FUNCTION tenant.periods(p_tenant_id uuid, grain text, first date, last date)
RETURNS TABLE (label text, starts_on date, ends_on date)
LANGUAGE sql STABLE AS $$
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

-- The first business date that settings with a zone can start on: it has not begun, neither here nor in that zone. Were it
-- begun there, the settings would move the start of a day into the past, and with it today's date.
CREATE FUNCTION tenant.first_free_day(p_tenant_id uuid, zone text, moment timestamptz) RETURNS date
LANGUAGE plpgsql STABLE AS $$
DECLARE
    day date := tenant.business_date(p_tenant_id, moment) + 1;
BEGIN
    WHILE calendar.day_start(zone, day) <= moment LOOP day := day + 1; END LOOP;
    RETURN day;
END $$;

-- The periods of a tenant's calendar that a label names, in either case: 2026-W07, 2026-02, "FY 2025-26 Q4", "FY 2025-26".
-- None where nothing has that label, two where the fiscal year was moved and both calendars give it.
CREATE FUNCTION tenant.periods_named(p_tenant_id uuid, p_label text)
RETURNS TABLE (grain text, label text, starts_on date, ends_on date)
LANGUAGE sql STABLE AS $$
    SELECT of_grain.grain, period.label, period.starts_on, period.ends_on
      FROM (SELECT (substring(p_label FROM '[1-9][0-9]{3}') || '-01-01')::date AS january
             WHERE p_label ~ '[1-9][0-9]{3}') AS year
     CROSS JOIN unnest('{week,month,quarter,year}'::text[]) AS of_grain(grain)
     CROSS JOIN LATERAL tenant.periods(p_tenant_id, of_grain.grain, january, (january + interval '2 years')::date - 1) AS period
     WHERE lower(period.label) = lower(btrim(p_label))
     ORDER BY period.starts_on
$$;

-- Settings that have begun to hold cannot be changed, and none can move the border of a day that has begun.
CREATE FUNCTION tenant.refuse_settings_that_hold() RETURNS trigger
LANGUAGE plpgsql AS $$
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
CREATE TRIGGER a_refuse_settings_that_hold BEFORE INSERT OR UPDATE OR DELETE ON tenant.setting
    FOR EACH ROW EXECUTE FUNCTION tenant.refuse_settings_that_hold();

-- What a figure means is changed by two people: who records the settings, and who approved them.
CREATE FUNCTION tenant.refuse_unapproved_settings() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.starts_on > date '0001-01-01'
       AND coalesce(nullif(btrim(NEW.approved_by), ''), btrim(current_setting('app.actor', true)))
           = btrim(current_setting('app.actor', true)) THEN
        RAISE EXCEPTION 'settings that start on % need the approval of a second person: name somebody other than %',
            to_char(NEW.starts_on, 'YYYY-MM-DD'), current_setting('app.actor', true) USING ERRCODE = 'VO001';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER b_refuse_unapproved_settings BEFORE INSERT OR UPDATE ON tenant.setting
    FOR EACH ROW EXECUTE FUNCTION tenant.refuse_unapproved_settings();

CREATE FUNCTION tenant.refuse_change_of_identity() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'tenant "%": the slug and whether it is simulated never change', OLD.slug USING ERRCODE = 'VO001';
END $$;
CREATE TRIGGER a_refuse_change_of_identity BEFORE UPDATE ON tenant.tenant
    FOR EACH ROW WHEN (OLD.slug <> NEW.slug OR OLD.simulated <> NEW.simulated OR OLD.tenant_id <> NEW.tenant_id)
    EXECUTE FUNCTION tenant.refuse_change_of_identity();

-- Look-ups before a tenant is entered. They bypass the wall on purpose and return nothing but identity.
CREATE FUNCTION tenant.find(p_slug text) RETURNS TABLE (tenant_id uuid, slug text, name text, simulated boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT tenant_id, slug, name, simulated FROM tenant.tenant WHERE slug = p_slug
$$;
CREATE FUNCTION tenant.all_tenants() RETURNS TABLE (tenant_id uuid, slug text, name text, simulated boolean, onboarded boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT tenant_id, slug, name, simulated, onboarded_at IS NOT NULL FROM tenant.tenant ORDER BY slug
$$;
REVOKE ALL ON FUNCTION tenant.find(text), tenant.all_tenants() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenant.find(text) TO vouch_app, vouch_batch;
GRANT EXECUTE ON FUNCTION tenant.all_tenants() TO vouch_batch;
