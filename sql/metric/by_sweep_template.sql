-- The metrics of a tenant at the end of each day of a range, in one pass over its versions: a lateral sub-select on two
-- materialized relations: "asked", one row: tenant_id uuid, known_seq bigint; and "day", the rows of tenant.days().
-- Rows: business_date date, slot_at timestamptz, metrics jsonb, one per day. A version counts from the first day that
-- ends after it became effective until the day before the first that ends after the next version of its row did: +1
-- and -1, summed up.
-- Placeholders, filled from the catalogue by src/metric/sql_text.cpp: {moves}, {sums}, {document}.
SELECT counted.business_date, counted.slot_at, {document} AS metrics
  FROM (SELECT day.business_date, day.slot_at, {sums}
          FROM day
          LEFT JOIN (
               SELECT edge.place, {moves}
                 FROM (SELECT width_bucket(v.effective_at, border.ends) AS enters,
                              coalesce(width_bucket(v.superseded_at, border.ends), cardinality(border.ends)) AS leaves,
                              v.deleted, v.status, v.severity
                         FROM (SELECT h.effective_at, h.deleted, h.status, h.severity,
                                      lead(h.effective_at) OVER (
                                          PARTITION BY h.id ORDER BY h.effective_at, h.seq, h.ordinal) AS superseded_at
                                 FROM history.observation_version AS h
                                WHERE h.tenant_id = asked.tenant_id
                                  AND h.effective_at < (SELECT max(ends_at) FROM day)
                                  AND h.seq <= asked.known_seq) AS v
                        CROSS JOIN (SELECT array_agg(ends_at ORDER BY place) FROM day) AS border(ends)) AS stay
                CROSS JOIN LATERAL (VALUES (stay.enters, 1), (stay.leaves, -1)) AS edge(place, sign)
                WHERE NOT stay.deleted AND stay.enters < stay.leaves
                GROUP BY edge.place) AS moved USING (place)) AS counted
