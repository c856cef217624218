-- What a verification must see although no list of tenants leads there; zones and names that are none.

-- Tenants that have a chain and no row. Bypasses the wall on purpose and returns nothing but identity.
CREATE FUNCTION tenant.chains_without_tenant() RETURNS TABLE (tenant_id uuid, slug text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT chain.tenant_id,
           coalesce((SELECT v.slug FROM history.tenant_version AS v WHERE v.tenant_id = chain.tenant_id
                      ORDER BY v.seq, v.ordinal LIMIT 1), '')
      FROM (SELECT h.tenant_id FROM seal.head AS h UNION SELECT c.tenant_id FROM seal.change_set AS c
            EXCEPT SELECT t.tenant_id FROM tenant.tenant AS t) AS chain
     ORDER BY chain.tenant_id
$$;
REVOKE ALL ON FUNCTION tenant.chains_without_tenant() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenant.chains_without_tenant() TO vouch_batch;

-- PostgreSQL takes "Asia/Kolkata5" for a rule of its own making, five hours behind UTC; and the zones under right/ count
-- leap seconds, which no clock on a wall does. What stands already stays.
ALTER TABLE tenant.setting ADD CONSTRAINT zone_has_an_iana_name
    CHECK (zone ~ '^(UTC|Etc/[A-Za-z]+([+-]?[0-9]{1,2})?|[A-Z][A-Za-z_]+(/[A-Z][A-Za-z_-]+){1,2})$') NOT VALID;
ALTER TABLE tenant.tenant ADD CONSTRAINT name_is_no_blank CHECK (length(btrim(name)) >= 2) NOT VALID;

-- As before, but that the second person is told from the first without regard to case.
CREATE OR REPLACE FUNCTION tenant.refuse_unapproved_settings() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.starts_on > date '0001-01-01'
       AND lower(coalesce(nullif(btrim(NEW.approved_by), ''), btrim(current_setting('app.actor', true))))
           = lower(btrim(current_setting('app.actor', true))) THEN
        RAISE EXCEPTION 'settings that start on % need the approval of a second person: name somebody other than %',
            to_char(NEW.starts_on, 'YYYY-MM-DD'), current_setting('app.actor', true) USING ERRCODE = 'VO001';
    END IF;
    RETURN NEW;
END $$;
