-- Jobs that were given up wait again, under their ids, with no failures and no crashes; one that was quarantined takes nobody along.
-- One whose unique key another job has by now stays where it is. $1 bigint[] ids, $2 timestamptz now, $3 text by whom. Rows: those
-- that were there, whether each is back, and who has the key of one that is not. Tenants: all.
WITH dead AS MATERIALIZED (
    SELECT d.*, q.ordered, q.ageing_s, q.gated, q.form = 'short' AND d.cause = 'quarantined' AS alone
      FROM job.dead AS d JOIN job.queue AS q ON q.queue_id = d.queue_id
     WHERE d.id = ANY ($1::bigint[])
       FOR UPDATE OF d SKIP LOCKED
), back AS (
    INSERT INTO job.job (id, created_at, run_at, rank, tenant_id, queue_id, priority, alone, gated, stage, key, unique_key, schedule_id,
                         slot_at, last_failed_at, last_error, payload)
    OVERRIDING SYSTEM VALUE
    SELECT id, created_at, $2::timestamptz, job.rank_of(ordered, ageing_s, priority, $2::timestamptz), tenant_id, queue_id, priority,
           alone, gated, job.stage_of(gated, alone, $2::timestamptz, $2::timestamptz), key, unique_key, schedule_id, slot_at, died_at,
           concat_ws(' ', nullif(regexp_replace(last_error, ' ?\[(put forward|redriven) by [^]]*\]$', ''), ''),
                     format('[redriven by %s]', $3::text)), payload
      FROM dead
     ORDER BY died_at, id
        ON CONFLICT (queue_id, tenant_id, unique_key) WHERE unique_key IS NOT NULL DO NOTHING
    RETURNING id
), gone AS (
    DELETE FROM job.dead WHERE id IN (SELECT id FROM back)
)
SELECT dead.id, dead.queue_id, dead.gated, EXISTS (SELECT FROM back WHERE back.id = dead.id) AS back, dead.unique_key,
       (SELECT j.id FROM job.job AS j
         WHERE j.queue_id = dead.queue_id AND j.tenant_id = dead.tenant_id AND j.unique_key = dead.unique_key) AS key_has
  FROM dead
 ORDER BY dead.died_at, dead.id
