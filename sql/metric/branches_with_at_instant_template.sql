-- How many branches have what at one instant. Grouped, not joined: the cost does not hang on how many rows the planner
-- expects. Placeholders: {branches}, {branch_bucket}, {rows}, {row_bucket}, {predicate}, {name}.
SELECT count(*) AS {name}
  FROM (SELECT id
          FROM (SELECT id, true AS is_branch, false AS is_row
                  FROM ({branches}) AS branch CROSS JOIN year WHERE NOT deleted AND {branch_bucket} = 1
                UNION ALL
                SELECT branch_id, false, true
                  FROM ({rows}) AS state CROSS JOIN year WHERE NOT deleted AND {row_bucket} = 1 AND {predicate}) AS part
         GROUP BY id
        HAVING bool_or(is_branch) AND bool_or(is_row)) AS having_it
