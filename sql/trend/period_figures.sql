-- Figures of periods (docs/metrics.md, "Figures of a period"), from history.
-- $1 uuid tenant; one element each per question: $2 date[] first day, $3 date[] last day, $4 bigint[] known sequence number.
-- Rows: one per question, in its order: question, its index from 0; closed_and_standing; days_to_close_median_tenths (null
-- under five closings) and days_to_close_p90; outstanding_age_median_tenths (null when nothing is outstanding); issued,
-- repeats, persisting. Tenant: row-level security, and $1 as well.
WITH asked AS MATERIALIZED (
    SELECT question.*, tenant.day_start($1::uuid, first_day) AS effective_from,
           tenant.day_start($1::uuid, last_day + 1) AS effective_before
      FROM unnest($2::date[], $3::date[], $4::bigint[]) WITH ORDINALITY
           AS question(first_day, last_day, known_seq, place)
), near AS MATERIALIZED (  -- to know the business date of whatever was issued or closed
    SELECT * FROM tenant.days_around($1::uuid, ARRAY(
        SELECT (issued_at AT TIME ZONE 'UTC')::date FROM history.observation_version WHERE tenant_id = $1::uuid
         UNION
        SELECT (closed_at AT TIME ZONE 'UTC')::date FROM history.observation_version WHERE tenant_id = $1::uuid))
)
SELECT asked.place - 1 AS question, figures.*
  FROM asked
 CROSS JOIN near
 CROSS JOIN LATERAL (
       SELECT count(*) FILTER (WHERE closed_now) AS closed_and_standing,
              CASE WHEN count(*) FILTER (WHERE closed_now) >= 5 THEN
                   5 * (percentile_disc(0.5) WITHIN GROUP (ORDER BY days_to_close)
                        - percentile_disc(0.5) WITHIN GROUP (ORDER BY -days_to_close)) END AS days_to_close_median_tenths,
              percentile_disc(0.9) WITHIN GROUP (ORDER BY days_to_close) AS days_to_close_p90,
              5 * (percentile_disc(0.5) WITHIN GROUP (ORDER BY age)
                   - percentile_disc(0.5) WITHIN GROUP (ORDER BY -age)) AS outstanding_age_median_tenths,
              count(*) FILTER (WHERE issued_now) AS issued,
              count(*) FILTER (WHERE issued_now AND repeat_of_id IS NOT NULL) AS repeats,
              count(*) FILTER (WHERE issued_now AND repeat_of_id IS NOT NULL AND prior_stood) AS persisting
         FROM (SELECT state.*, closed_now.value AS closed_now, issued_now.value AS issued_now,
                      CASE WHEN closed_now.value
                           THEN near.days[width_bucket(closed_at, near.starts)] - issued_on.value END AS days_to_close,
                      CASE WHEN record.standing(status, deleted) = 'outstanding'
                           THEN asked.last_day - issued_on.value END AS age,
                      CASE WHEN issued_now.value AND repeat_of_id IS NOT NULL THEN
                      (SELECT record.kind_of_repeat(prior.status) = 'persisting'
                         FROM record.prior_when_found($1::uuid, state.repeat_of_id, state.found_on, asked.known_seq) AS prior)
                      END AS prior_stood
                 FROM (SELECT DISTINCT ON (v.id) v.deleted, v.status, v.issued_at, v.closed_at, v.found_on, v.repeat_of_id
                         FROM history.observation_version AS v
                        WHERE v.tenant_id = $1::uuid AND v.effective_at < asked.effective_before
                          AND v.seq <= asked.known_seq
                        ORDER BY v.id, v.effective_at DESC, v.seq DESC, v.ordinal DESC) AS state
                CROSS JOIN LATERAL (SELECT status = 'CLOSED' AND closed_at >= asked.effective_from
                                           AND closed_at < asked.effective_before) AS closed_now(value)
                CROSS JOIN LATERAL (SELECT status NOT IN ('DRAFT', 'SUBMITTED', 'REVIEWED', 'WITHDRAWN')
                                           AND issued_at >= asked.effective_from
                                           AND issued_at < asked.effective_before) AS issued_now(value)
                CROSS JOIN LATERAL (SELECT near.days[width_bucket(issued_at, near.starts)]) AS issued_on(value)
                WHERE NOT deleted) AS counted) AS figures
 ORDER BY asked.place
