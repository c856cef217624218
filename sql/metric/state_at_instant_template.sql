-- Counters over the state of a source at one instant: one scan of its state index, or of the present. Rows that are alike
-- in all that counters look at are counted together first. Placeholders: {state}, {facts}, {names}, {counts}.
SELECT {counts}
  FROM (SELECT {facts}, count(*) AS alike
          FROM ({state}) AS state CROSS JOIN year
         WHERE NOT deleted
         GROUP BY {names}) AS counted
