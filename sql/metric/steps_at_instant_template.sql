-- Counters over the steps of a source until one instant. Placeholders: {steps}, {facts}, {names}, {counts}.
SELECT {counts}
  FROM (SELECT {facts}, count(*) AS alike FROM ({steps}) AS step GROUP BY {names}) AS counted
