-- By how much counters over the steps of a source change on each day: a step counts from its day on for ever. Steps of a day
-- that are alike are counted together first, by their numbers, and then taken apart: once, and not in each of the counters, since
-- what is ordered is not merged with what asks for it. Sums of integers are added as whole numbers, those of bigint are not.
-- Placeholders: {steps}, {columns}, {facts}, {moves}.
SELECT place, {moves}
  FROM (SELECT place, {facts}, alike
          FROM (SELECT width_bucket(effective_at, border.ends) AS place, {columns}, count(*)::integer AS alike
                  FROM ({steps}) AS made CROSS JOIN (SELECT array_agg(ends_at ORDER BY place) FROM day) AS border(ends)
                 GROUP BY place, {columns}) AS kind
         ORDER BY place) AS changed
 GROUP BY place
