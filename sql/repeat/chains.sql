-- The chains of some repeats as they stood at the end of a day: each from the first found down to the repeat itself.
-- $1 uuid tenant, $2 uuid[] repeats, $3 date at the end of which, $4 bigint known sequence number, $5 integer links
-- followed at most. Rows: by place of the repeat in $2 (from 1), the first of its chain first; steps counts links from the
-- first; name is what people call it; kind is null for the first. Tenant: row-level security, and $1.
WITH RECURSIVE asked AS MATERIALIZED (
    SELECT tenant.day_start($1::uuid, $3::date + 1) AS ends_at
), link AS (
    SELECT place, id, 0 AS steps_back FROM unnest($2::uuid[]) WITH ORDINALITY AS wanted(id, place)
     UNION ALL
    SELECT link.place, prior.repeat_of_id, link.steps_back + 1
      FROM link, asked
     CROSS JOIN LATERAL (SELECT v.repeat_of_id, v.deleted FROM history.observation_version AS v
                          WHERE v.tenant_id = $1::uuid AND v.id = link.id AND v.seq <= $4::bigint
                            AND v.effective_at < asked.ends_at
                          ORDER BY v.effective_at DESC, v.seq DESC, v.ordinal DESC LIMIT 1) AS prior
     WHERE prior.repeat_of_id IS NOT NULL AND NOT prior.deleted AND link.steps_back < $5::integer
)
SELECT link.place, (max(link.steps_back) OVER (PARTITION BY link.place) - link.steps_back)::integer AS steps, link.id,
       coalesce(state.reference, present.external_ref, link.id::text) AS name, coalesce(words.title, '') AS title,
       state.found_on, state.severity, state.status,
       CASE WHEN state.repeat_of_id IS NOT NULL THEN record.kind_of_repeat(prior.status) END AS kind
  FROM link
 CROSS JOIN asked
 CROSS JOIN LATERAL (SELECT v.* FROM history.observation_version AS v
                      WHERE v.tenant_id = $1::uuid AND v.id = link.id AND v.seq <= $4::bigint
                        AND v.effective_at < asked.ends_at
                      ORDER BY v.effective_at DESC, v.seq DESC, v.ordinal DESC LIMIT 1) AS state
  LEFT JOIN LATERAL (SELECT v.status FROM history.observation_version AS v
                      WHERE v.tenant_id = $1::uuid AND v.id = state.repeat_of_id AND v.seq <= $4::bigint
                        AND v.effective_at < tenant.day_start($1::uuid, state.found_on + 1)
                      ORDER BY v.effective_at DESC, v.seq DESC, v.ordinal DESC LIMIT 1) AS prior
         ON state.repeat_of_id IS NOT NULL
  LEFT JOIN LATERAL (SELECT v.title FROM history.observation_text_version AS v
                      WHERE v.tenant_id = $1::uuid AND v.id = link.id AND v.seq <= $4::bigint
                        AND v.effective_at < asked.ends_at AND v.title IS NOT NULL
                      ORDER BY v.effective_at DESC, v.seq DESC, v.ordinal DESC LIMIT 1) AS words ON true
  LEFT JOIN LATERAL (SELECT o.external_ref FROM record.observation AS o
                      WHERE o.tenant_id = $1::uuid AND o.id = link.id LIMIT 1) AS present ON true
 WHERE NOT state.deleted
 ORDER BY link.place, steps
