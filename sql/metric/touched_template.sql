, touched AS MATERIALIZED (
    SELECT DISTINCT CASE WHEN changed.kind IN ({kinds}) THEN changed.id::uuid END AS id
      FROM seal.change_set AS c CROSS JOIN LATERAL unnest(c.kinds, c.ids) AS changed(kind, id)
     WHERE c.tenant_id = asked.tenant_id
       AND c.seq > asked.settled_seq
       AND changed.kind IN ({kinds})
)
