-- Counters over the steps of a source until one instant. Steps that are alike in all columns are counted together first:
-- of thousands, a few dozen kinds are left to look at. Placeholders: {steps}, {columns}, {facts}, {names}, {counts}.
SELECT {counts}
  FROM (SELECT {facts}, sum(alike)::bigint AS alike
          FROM (SELECT {columns}, count(*) AS alike
                  FROM ({steps}) AS step
                 GROUP BY {columns}) AS kind
         GROUP BY {names}) AS counted
