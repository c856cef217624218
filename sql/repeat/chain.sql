-- The chain of an observation: what it repeats, step by step, down to the first, and what repeats it in turn. As recorded now.
-- $1 uuid tenant, $2 uuid observation, $3 integer links followed at most in either direction.
-- Rows: one for each, the first of the chain first; steps counts links from the first; name is what people call it;
-- kind is null for the first. Several can stand on the same step. Tenant: row-level security, and $1.
WITH RECURSIVE earlier AS (
    SELECT o.id, o.repeat_of_id, 0 AS steps_back FROM record.observation AS o WHERE o.tenant_id = $1::uuid AND o.id = $2::uuid
     UNION ALL
    SELECT prior.id, prior.repeat_of_id, steps_back + 1
      FROM earlier
     CROSS JOIN LATERAL (SELECT o.id, o.repeat_of_id FROM record.observation AS o
                          WHERE o.tenant_id = $1::uuid AND o.id = earlier.repeat_of_id LIMIT 1) AS prior
     WHERE steps_back < $3::integer
), later AS (
    SELECT id, 0 AS steps_on FROM earlier WHERE steps_back = 0
     UNION ALL
    SELECT repeat.id, steps_on + 1
      FROM later
     CROSS JOIN LATERAL (SELECT o.id FROM record.observation AS o
                          WHERE o.tenant_id = $1::uuid AND o.repeat_of_id = later.id OFFSET 0) AS repeat
     WHERE steps_on < $3::integer
), chain AS (
    SELECT id, (SELECT max(steps_back) FROM earlier) - steps_back AS steps FROM earlier
     UNION ALL
    SELECT id, (SELECT max(steps_back) FROM earlier) + steps_on FROM later WHERE steps_on > 0
)
SELECT chain.steps, o.id, coalesce(o.reference, o.external_ref, o.id::text) AS name, words.title, o.found_on, o.severity,
       o.status,
       CASE WHEN o.repeat_of_id IS NOT NULL THEN record.kind_of_repeat(prior.status) END AS kind
  FROM chain
  JOIN record.observation AS o ON o.tenant_id = $1::uuid AND o.id = chain.id
  LEFT JOIN LATERAL record.prior_when_found($1::uuid, o.repeat_of_id, o.found_on,
                                            (SELECT seq FROM seal.head WHERE tenant_id = $1::uuid)) AS prior ON true
  JOIN record.observation_text AS words ON words.tenant_id = $1::uuid AND words.id = chain.id
 ORDER BY chain.steps, o.found_on, name
