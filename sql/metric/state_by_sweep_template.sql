-- By how much counters over the state of a source change on each day. Placeholders: {stays}, {parts} (of stays, by
-- age: facet 0 has none), {names}, {moves}.
SELECT place, {moves}
  FROM (WITH stay AS MATERIALIZED ({stays})
        SELECT edge.place, facet, bucket, {names}, sum(edge.sign) AS alike
          FROM (SELECT 0 AS facet, NULL::integer AS bucket, enters, leaves, {names} FROM stay{parts}) AS part
         CROSS JOIN LATERAL (VALUES (part.enters, 1), (part.leaves, -1)) AS edge(place, sign)
         WHERE part.enters < part.leaves
         GROUP BY edge.place, facet, bucket, {names}) AS changed
 GROUP BY place
