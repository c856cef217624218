-- The business dates of many instants at once: tenant.business_date looks the settings up for each.

-- What the dates of instants follow from, given the dates of these instants in UTC: days, ascending, and the first
-- instant of each. The business date of an instant is days[width_bucket(instant, starts)], since no zone is further than
-- a day from UTC and no move of one further than two. Null among the dates is left out; none gives null and null.
CREATE FUNCTION tenant.days_around(p_tenant_id uuid, utc_dates date[], OUT days date[], OUT starts timestamptz[])
LANGUAGE sql STABLE AS $$
    SELECT array_agg(day ORDER BY day), array_agg(tenant.day_start(p_tenant_id, day) ORDER BY day)
      FROM (SELECT DISTINCT utc_date + away AS day
              FROM unnest(utc_dates) AS utc_date CROSS JOIN generate_series(-2, 2) AS away
             WHERE utc_date IS NOT NULL) AS around
$$;
