-- Locks a waiting job until the end of the transaction. $1 bigint job. Rows: one; none: it does not wait, or somebody else has
-- locked it: for a short one that is how it runs. Whether it is long and runs is to be asked afterwards (leased). Tenants: all.
SELECT j.id, j.queue_id, j.tenant_id, j.key, j.gated, j.stage FROM job.job AS j WHERE j.id = $1::bigint FOR UPDATE SKIP LOCKED
