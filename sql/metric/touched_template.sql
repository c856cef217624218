-- Part of at_instant_template, for nearly_present: a further WITH query behind its first. Whatever the change sets behind
-- asked.settled_seq touched, of the kinds that sources are of. An id that is no uuid, which a damaged chain may hold, is none of
-- theirs: a verification names it. Placeholder: {kinds}.
, touched AS MATERIALIZED (
    SELECT DISTINCT changed.id::uuid AS id
      FROM seal.change_set AS c CROSS JOIN LATERAL unnest(c.kinds, c.ids) AS changed(kind, id)
     WHERE c.tenant_id = asked.tenant_id
       AND c.seq > asked.settled_seq
       AND changed.kind IN ({kinds})
       AND changed.id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
)
