-- Jobs, newest first, wherever they are. However many wait, a bounded number is looked at: the 100,000 newest; of each queue and
-- stage 2,000, along its index; the 100,000 whose time comes first; what ended since $4. So of what is old and waits in a huge
-- queue not the newest may be listed, but never none.
-- $1 integer queue (null: all), $2 uuid tenant (null: all), $3 text[] states: later, held, ready, alone, running, done, cancelled,
-- discarded, dead, $4 timestamptz, $5 integer most. Rows: the jobs; at: when it may run, could since, runs since (null for a short
-- one: nobody wrote it down) or ended; words: what went wrong last, or who decided. Tenants: all.
WITH in_hand AS MATERIALIZED (
    SELECT l.job_id AS id, l.started_at FROM job.lease AS l
    UNION ALL
    (SELECT id, NULL FROM job.hold AS h CROSS JOIN LATERAL unnest(h.job_ids) AS ids
      CROSS JOIN LATERAL generate_series(lower(ids), upper(ids) - 1) AS id LIMIT 10000)
), waiting AS (
    (SELECT j.* FROM (SELECT * FROM job.job ORDER BY id DESC LIMIT 100000) AS j
      WHERE j.stage = ANY ($3::text[]) AND j.id NOT IN (SELECT id FROM in_hand)
        AND ($1::integer IS NULL OR j.queue_id = $1::integer) AND ($2::uuid IS NULL OR j.tenant_id = $2::uuid)
      LIMIT $5::integer)
    UNION ALL
    (SELECT j.* FROM job.queue AS q
      CROSS JOIN LATERAL (SELECT * FROM job.job AS j
                           WHERE j.queue_id = q.queue_id AND j.stage = 'ready' AND ($2::uuid IS NULL OR j.tenant_id = $2::uuid)
                           ORDER BY j.tenant_id, j.rank LIMIT 2000) AS j
      WHERE 'ready' = ANY ($3::text[]) AND ($1::integer IS NULL OR q.queue_id = $1::integer) AND j.id NOT IN (SELECT id FROM in_hand)
      ORDER BY j.id DESC LIMIT $5::integer)
    UNION ALL
    (SELECT j.* FROM job.queue AS q
      CROSS JOIN LATERAL (SELECT * FROM job.job AS j
                           WHERE j.queue_id = q.queue_id AND j.stage = 'alone' AND ($2::uuid IS NULL OR j.tenant_id = $2::uuid)
                           ORDER BY j.tenant_id, j.rank LIMIT 2000) AS j
      WHERE 'alone' = ANY ($3::text[]) AND ($1::integer IS NULL OR q.queue_id = $1::integer) AND j.id NOT IN (SELECT id FROM in_hand)
      ORDER BY j.id DESC LIMIT $5::integer)
    UNION ALL
    (SELECT j.* FROM job.queue AS q
      CROSS JOIN LATERAL (SELECT * FROM job.job AS j
                           WHERE j.queue_id = q.queue_id AND j.stage = 'held' AND ($2::uuid IS NULL OR j.tenant_id = $2::uuid)
                           ORDER BY j.tenant_id, coalesce(j.key, ''), j.rank, j.id LIMIT 2000) AS j
      WHERE 'held' = ANY ($3::text[]) AND ($1::integer IS NULL OR q.queue_id = $1::integer)
      ORDER BY j.id DESC LIMIT $5::integer)
    UNION ALL
    (SELECT j.* FROM (SELECT * FROM job.job WHERE stage = 'later' ORDER BY run_at LIMIT 100000) AS j
      WHERE 'later' = ANY ($3::text[])
        AND ($1::integer IS NULL OR j.queue_id = $1::integer) AND ($2::uuid IS NULL OR j.tenant_id = $2::uuid)
      ORDER BY j.id DESC LIMIT $5::integer)
), found AS (
    (SELECT DISTINCT ON (id) id, stage AS state, queue_id, tenant_id, run_at AS at, failures, crashes, key, last_error AS words
       FROM waiting
      ORDER BY id DESC LIMIT $5::integer)
    UNION ALL
    (SELECT j.id, 'running', j.queue_id, j.tenant_id, in_hand.started_at, j.failures, j.crashes, j.key, j.last_error
       FROM in_hand CROSS JOIN LATERAL (SELECT * FROM job.job WHERE id = in_hand.id OFFSET 0) AS j
      WHERE 'running' = ANY ($3::text[])
        AND ($1::integer IS NULL OR j.queue_id = $1::integer) AND ($2::uuid IS NULL OR j.tenant_id = $2::uuid)
      ORDER BY j.id DESC LIMIT $5::integer)
    UNION ALL
    (SELECT d.id, 'dead', d.queue_id, d.tenant_id, d.died_at, d.failures, d.crashes, d.key, d.last_error
       FROM job.dead AS d
      WHERE 'dead' = ANY ($3::text[])
        AND ($1::integer IS NULL OR d.queue_id = $1::integer) AND ($2::uuid IS NULL OR d.tenant_id = $2::uuid)
      ORDER BY d.id DESC LIMIT $5::integer)
    UNION ALL
    (SELECT f.id, f.outcome, f.queue_id, f.tenant_id, f.finished_at, f.failures, f.crashes, f.key, f.note
       FROM job.finished AS f
      WHERE f.outcome = ANY ($3::text[]) AND f.finished_at >= $4::timestamptz
        AND ($1::integer IS NULL OR f.queue_id = $1::integer) AND ($2::uuid IS NULL OR f.tenant_id = $2::uuid)
      ORDER BY f.id DESC LIMIT $5::integer)
)
SELECT found.id, found.state, q.name AS queue, found.tenant_id, found.at, found.failures, found.crashes, found.key, found.words
  FROM found JOIN job.queue AS q ON q.queue_id = found.queue_id
 ORDER BY found.id DESC
 LIMIT $5::integer
