-- The part of each stay that falls into each bucket of an age. Placeholders: {facet}, {since}, {until}, {only_where},
-- {buckets} (rows of bucket, first day, first day past it), {names}.
SELECT {facet}, cut.bucket, greatest(enters, {since} + cut.from_day - first.day),
       least(leaves, {since} + cut.past_day - first.day, {until} - first.day), {names}
  FROM stay CROSS JOIN year
 CROSS JOIN (SELECT business_date FROM day WHERE place = 0) AS first(day)
 CROSS JOIN (VALUES {buckets}) AS cut(bucket, from_day, past_day)
 WHERE {only_where} AND ({since} IS NULL) = (cut.bucket = -1)
