-- The metrics of a tenant at the end of each day of a range, in one pass over its versions: a lateral sub-select on a
-- relation "asked" of one row, materialized: tenant_id uuid, first date, last date (both inclusive), effective_before
-- timestamptz (the end of the last date), known_seq bigint.
-- Rows: business_date date, metrics jsonb, one per day. A version counts from the first day that ends after it became
-- effective until the day before the first that ends after the next version of its row did: +1 and -1, summed up.
-- Placeholders, filled from the catalogue by src/metric/sql_text.cpp: {moves}, {sums}, {document}.
SELECT asked.first + counted.place AS business_date, {document} AS metrics
  FROM (SELECT day.place, {sums}
          FROM generate_series(0, asked.last - asked.first) AS day(place)
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
                                  AND h.effective_at < asked.effective_before
                                  AND h.seq <= asked.known_seq) AS v
                        CROSS JOIN (SELECT array_agg(tenant.day_start(asked.tenant_id, asked.first + n + 1) ORDER BY n)
                                      FROM generate_series(0, asked.last - asked.first) AS n) AS border(ends)) AS stay
                CROSS JOIN LATERAL (VALUES (stay.enters, 1), (stay.leaves, -1)) AS edge(place, sign)
                WHERE NOT stay.deleted AND stay.enters < stay.leaves
                GROUP BY edge.place) AS moved USING (place)) AS counted
