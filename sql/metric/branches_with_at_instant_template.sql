-- How many branches have what at one instant. Placeholders: {branches}, {branch_bucket}, {rows}, {row_bucket},
-- {predicate}, {name}.
SELECT count(*) AS {name}
  FROM ({branches}) AS branch
 WHERE NOT deleted AND {branch_bucket} = 1
   AND id IN (SELECT branch_id FROM ({rows}) AS state WHERE NOT deleted AND {row_bucket} = 1 AND {predicate})
