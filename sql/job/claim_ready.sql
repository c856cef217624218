-- Takes short jobs that are ready and locks their rows until the end of the transaction; those that others have locked are
-- passed over. Of each tenant its share in the order of rank, from behind a mark on.
-- $1 integer queue, $2 uuid[] tenants in turn, $3 timestamptz[] rank and $4 bigint[] id of the mark of each, $5 integer share of each,
-- $6 integer most jobs. Rows: the jobs, in the order of the turns. Tenants: all.
SELECT taken.*
  FROM unnest($2::uuid[], $3::timestamptz[], $4::bigint[]) AS turn (tenant_id, rank, id)
 CROSS JOIN LATERAL (SELECT j.id, j.tenant_id, j.failures, j.crashes, j.gated, j.created_at, j.run_at, j.rank, j.key, j.schedule_id,
                            j.slot_at, j.payload
                       FROM job.job AS j
                      WHERE j.queue_id = $1::integer AND j.stage = 'ready' AND j.tenant_id = turn.tenant_id
                        AND (j.rank, j.id) > (turn.rank, turn.id)
                        AND NOT EXISTS (SELECT FROM job.queue AS q WHERE q.queue_id = $1::integer AND q.paused_at IS NOT NULL)
                        AND NOT EXISTS (SELECT FROM job.paused_tenant AS p
                                         WHERE p.queue_id = $1::integer AND p.tenant_id = turn.tenant_id)
                      ORDER BY j.rank, j.id
                      LIMIT $5::integer
                        FOR UPDATE OF j SKIP LOCKED) AS taken
 LIMIT $6::integer
