-- When the versions of a source are in force, in places of days: a version is from the first day that ends after it
-- became effective until before the first that ends after the next version of its row did.
-- Rows: enters, leaves (exclusive), and the columns. Placeholders: {kind}, {columns}, {read}.
SELECT width_bucket(v.effective_at, border.ends) AS enters,
       coalesce(width_bucket(v.superseded_at, border.ends), cardinality(border.ends)) AS leaves, v.id, {columns}
  FROM (SELECT h.effective_at, h.deleted, h.id, {read},
               lead(h.effective_at) OVER (PARTITION BY h.id ORDER BY h.effective_at, h.seq, h.ordinal) AS superseded_at
          FROM history.{kind}_version AS h
         WHERE h.tenant_id = asked.tenant_id
           AND h.effective_at < asked.effective_before
           AND h.seq <= asked.known_seq) AS v
 CROSS JOIN (SELECT array_agg(ends_at ORDER BY place) FROM day) AS border(ends)
 WHERE NOT v.deleted
