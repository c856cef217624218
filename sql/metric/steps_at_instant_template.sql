-- Counters over the steps of a source until one instant. Steps that are alike are counted together first, by their numbers: of
-- thousands, a few dozen are left to be taken apart and looked at. Placeholders: {steps}, {columns}, {facts}, {names}, {counts}.
SELECT {counts}
  FROM (SELECT {facts}, sum(alike)::bigint AS alike
          FROM (SELECT {columns}, count(*) AS alike
                  FROM ({steps}) AS made
                 GROUP BY {columns}) AS kind
         GROUP BY {names}) AS counted
