-- The repeats among the observations issued in a period and not withdrawn, as they stood at its end: what was found again,
-- since when, how often, and how grave it was then. By severity, then by how often.
-- $1 uuid tenant, $2 date first day, $3 date last day, $4 bigint known sequence number, $5 integer links followed at most.
-- Rows: one for each repeat. prior_* is the step before, first_* the beginning of its chain; steps is the number of links
-- between the two ends; severity_then: with which the first was issued; kind: recurred or persisting.
-- Tenant: row-level security, and $1.
WITH RECURSIVE asked AS MATERIALIZED (
    SELECT tenant.day_start($1::uuid, $2::date) AS begins_at, tenant.day_start($1::uuid, $3::date + 1) AS ends_at
), state AS MATERIALIZED (
    SELECT *
      FROM (SELECT DISTINCT ON (v.id) v.id, v.deleted, v.status, v.severity, v.assessed_severity, v.reference, v.branch_id,
                   v.repeat_of_id, v.found_on, v.issued_at
              FROM history.observation_version AS v, asked
             WHERE v.tenant_id = $1::uuid AND v.effective_at < asked.ends_at AND v.seq <= $4::bigint
             ORDER BY v.id, v.effective_at DESC, v.seq DESC, v.ordinal DESC) AS latest
     WHERE NOT deleted
), link AS (
    SELECT s.id AS repeat_id, s.repeat_of_id AS prior_id, 1 AS steps
      FROM state AS s, asked
     WHERE s.repeat_of_id IS NOT NULL AND s.issued_at >= asked.begins_at AND s.issued_at < asked.ends_at
     UNION ALL
    SELECT link.repeat_id, prior.repeat_of_id, link.steps + 1
      FROM link JOIN state AS prior ON prior.id = link.prior_id
     WHERE prior.repeat_of_id IS NOT NULL AND link.steps < $5::integer
), chain AS (
    SELECT DISTINCT ON (repeat_id) repeat_id, prior_id AS first_id, steps FROM link ORDER BY repeat_id, steps DESC
)
SELECT repeat.id, repeat.reference, present.external_ref, words.title, branch.code AS branch_code, branch.name AS branch,
       repeat.found_on, first.found_on AS first_found_on, chain.steps, repeat.severity AS severity_now,
       as_issued.severity AS severity_then, repeat.assessed_severity, repeat.status,
       record.kind_of_repeat(prior.status) AS kind
  FROM chain
  JOIN state AS repeat ON repeat.id = chain.repeat_id
  LEFT JOIN state AS first ON first.id = chain.first_id
  LEFT JOIN LATERAL record.prior_when_found($1::uuid, repeat.repeat_of_id, repeat.found_on, $4::bigint) AS prior ON true
  LEFT JOIN LATERAL (SELECT v.severity
                       FROM (SELECT DISTINCT ON (t.effective_at) t.effective_at, t.severity, t.issued_at
                               FROM history.observation_version AS t
                              WHERE t.tenant_id = $1::uuid AND t.id = chain.first_id AND t.seq <= $4::bigint
                              ORDER BY t.effective_at, t.seq DESC, t.ordinal DESC) AS v
                      WHERE v.issued_at IS NOT NULL ORDER BY v.effective_at LIMIT 1) AS as_issued ON true
  LEFT JOIN LATERAL (SELECT v.title FROM history.observation_text_version AS v, asked
                      WHERE v.tenant_id = $1::uuid AND v.id = repeat.id AND v.seq <= $4::bigint
                        AND v.effective_at < asked.ends_at
                      ORDER BY v.effective_at DESC, v.seq DESC, v.ordinal DESC LIMIT 1) AS words ON true
  LEFT JOIN LATERAL (SELECT v.code, v.name FROM history.branch_version AS v, asked
                      WHERE v.tenant_id = $1::uuid AND v.id = repeat.branch_id AND v.seq <= $4::bigint
                        AND v.effective_at < asked.ends_at
                      ORDER BY v.effective_at DESC, v.seq DESC, v.ordinal DESC LIMIT 1) AS branch ON true
  LEFT JOIN LATERAL (SELECT o.external_ref FROM record.observation AS o
                      WHERE o.tenant_id = $1::uuid AND o.id = repeat.id LIMIT 1) AS present ON true
 ORDER BY array_position('{CRITICAL,HIGH,MEDIUM,LOW}'::text[], repeat.severity), chain.steps DESC, first.found_on, words.title,
          branch.code, repeat.id
