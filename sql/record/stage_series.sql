-- Lays out the findings of a chunk that enter a series, or go over to another: what a source says is the same thing found
-- again. left_series and was (of what it was a repeat): of one that goes over.
-- After record.stage_observations and record.make_staged_series. $1 uuid tenant. Rows affected: how many. A row that is not
-- new is looked up by its key (LIMIT 1), not among all that is remembered. Tenant: row-level security, and $1.
INSERT INTO staged_series (id, series, found_on, ordinality, left_series, was)
SELECT s.id, s.series, coalesce(recorded.found_on, s.found_on) AS found_on, s.ordinality, before.series AS left_series,
       before.repeat_of_id AS was
  FROM staged_observation AS s
  LEFT JOIN LATERAL (SELECT b.series, b.repeat_of_id FROM record.source_series AS b
                      WHERE b.tenant_id = $1::uuid AND b.id = s.id LIMIT 1) AS before ON s.known IS NOT NULL
  LEFT JOIN LATERAL (SELECT o.id, o.found_on FROM record.observation AS o
                      WHERE o.tenant_id = $1::uuid AND o.id = s.id LIMIT 1) AS recorded ON s.known IS NOT NULL
 WHERE s.known IS NULL OR s.series <> before.series OR before.series IS NULL AND recorded.id IS NOT NULL
