-- By how much the number of branches that have something changes on each day: a branch has it while at least one part
-- of its own stays and one of the rows' is there. Placeholders: {branch_stays}, {branch_part}, {row_stays}, {row_part},
-- {name}.
SELECT place, sum(has::integer - had::integer) AS {name}
  FROM (SELECT place, has, lag(has, 1, false) OVER (PARTITION BY branch_id ORDER BY place) AS had
          FROM (SELECT branch_id, place, sum(sum(branches)) OVER running > 0 AND sum(sum(rows)) OVER running > 0 AS has
                  FROM (WITH stay AS MATERIALIZED ({branch_stays})
                        SELECT id AS branch_id, edge.place, edge.sign AS branches, 0 AS rows
                          FROM ({branch_part}) AS part(facet, bucket, enters, leaves, id)
                         CROSS JOIN LATERAL (VALUES (enters, 1), (leaves, -1)) AS edge(place, sign)
                         WHERE bucket = 1 AND enters < leaves
                        UNION ALL
                        SELECT * FROM (
                        WITH stay AS MATERIALIZED ({row_stays})
                        SELECT branch_id, edge.place, 0, edge.sign
                          FROM ({row_part}) AS part(facet, bucket, enters, leaves, branch_id)
                         CROSS JOIN LATERAL (VALUES (enters, 1), (leaves, -1)) AS edge(place, sign)
                         WHERE bucket = 1 AND enters < leaves AND branch_id IS NOT NULL) AS of_rows) AS turned
                 GROUP BY branch_id, place
                WINDOW running AS (PARTITION BY branch_id ORDER BY place)) AS depth) AS turn
 WHERE has <> had
 GROUP BY place
