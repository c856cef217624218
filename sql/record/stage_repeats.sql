-- Lays out of which finding each becomes a repeat by the series of its source: of the first row of the latest earlier day.
-- Looks at the findings that entered a series, at those found next after them, and at those that repeated one that left;
-- only what changes is laid out: id, was (what the source said before), becomes (null: it repeats nothing), and ours: it is
-- recorded with what the source said before, so nobody set or cleared the link here.
-- After record.import_series and record.make_staged_repeats. $1 uuid tenant. Rows affected: how many. Everything is looked
-- up by its key (LIMIT 1, OFFSET 0).
-- Tenant: row-level security, and $1.
INSERT INTO staged_repeat (id, was, becomes, ours)
WITH asked AS MATERIALIZED (
    SELECT id, series, found_on, was FROM staged_series
     UNION
    SELECT follower.*
      FROM staged_series AS entered
     CROSS JOIN LATERAL (SELECT later.found_on FROM record.source_series AS later
                          WHERE later.tenant_id = $1::uuid AND later.series = entered.series
                            AND later.found_on > entered.found_on
                          ORDER BY later.found_on LIMIT 1) AS next
     CROSS JOIN LATERAL (SELECT f.id, f.series, f.found_on, f.repeat_of_id FROM record.source_series AS f
                          WHERE f.tenant_id = $1::uuid AND f.series = entered.series AND f.found_on = next.found_on
                         OFFSET 0) AS follower
     UNION
    SELECT repeat.id, of_repeat.*
      FROM staged_series AS gone
     CROSS JOIN LATERAL (SELECT o.id FROM record.observation AS o
                          WHERE o.tenant_id = $1::uuid AND o.repeat_of_id = gone.id OFFSET 0) AS repeat
     CROSS JOIN LATERAL (SELECT s.series, s.found_on, s.repeat_of_id FROM record.source_series AS s
                          WHERE s.tenant_id = $1::uuid AND s.id = repeat.id LIMIT 1) AS of_repeat
     WHERE gone.left_series IS NOT NULL
)
SELECT asked.id, asked.was, prior.id AS becomes,
       recorded.known AND recorded.repeat_of_id IS NOT DISTINCT FROM asked.was AS ours
  FROM asked
  LEFT JOIN LATERAL (SELECT p.id FROM record.source_series AS p
                      WHERE p.tenant_id = $1::uuid AND p.series = asked.series AND p.found_on < asked.found_on
                      ORDER BY p.found_on DESC, p.brought_by, p.place LIMIT 1) AS prior ON true
  LEFT JOIN LATERAL (SELECT true AS known, o.repeat_of_id FROM record.observation AS o
                      WHERE o.tenant_id = $1::uuid AND o.id = asked.id LIMIT 1) AS recorded ON true
 WHERE asked.was IS DISTINCT FROM prior.id
