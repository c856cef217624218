-- By how much counters over the steps of a source change on each day: a step counts from its day on for ever.
-- Placeholders: {steps}, {facts}, {names}, {moves}.
SELECT place, {moves}
  FROM (SELECT width_bucket(effective_at, border.ends) AS place, {facts}, count(*) AS alike
          FROM ({steps}) AS step CROSS JOIN (SELECT array_agg(ends_at ORDER BY place) FROM day) AS border(ends)
         GROUP BY place, {names}) AS changed
 GROUP BY place
