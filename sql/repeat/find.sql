-- The observations that people call by a name: their reference, the reference of the source they came from, or their id.
-- $1 uuid tenant, $2 text name, $3 uuid the name, when it is an id (null: it is not). Rows: none, one, or several where a
-- reference of a source equals that of another observation. Tenant: row-level security, and $1.
SELECT o.id, coalesce(o.reference, o.external_ref, o.id::text) AS name, o.version, words.title, o.found_on,
       coalesce(prior.reference, prior.external_ref, prior.id::text) AS prior_name
  FROM record.observation AS o
  JOIN record.observation_text AS words ON words.tenant_id = o.tenant_id AND words.id = o.id
  LEFT JOIN record.observation AS prior ON prior.tenant_id = o.tenant_id AND prior.id = o.repeat_of_id
 WHERE o.tenant_id = $1::uuid AND (o.reference = $2::text OR o.external_ref = $2::text OR o.id = $3::uuid)
 ORDER BY o.id
 LIMIT 2
