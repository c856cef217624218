-- A job that waits for its time does so no longer; it stands where one that came now would, or before. Locked before. What was
-- written of its last failure says by whom. $1 bigint job, $2 timestamptz now, $3 text by whom. Rows: one; none: it does not wait
-- for its time. Tenants: all.
UPDATE job.job AS j
   SET run_at = $2::timestamptz, rank = least(j.rank, job.rank_of(q.ordered, q.ageing_s, j.priority, $2::timestamptz)),
       stage = job.stage_of(j.gated, j.alone, $2::timestamptz, $2::timestamptz),
       last_error = concat_ws(' ', nullif(regexp_replace(j.last_error, ' ?\[(put forward|redriven) by [^]]*\]$', ''), ''),
                              format('[put forward by %s]', $3::text))
  FROM job.queue AS q
 WHERE j.id = $1::bigint AND j.stage = 'later' AND q.queue_id = j.queue_id
RETURNING j.id
