-- Takes back what dead workers had in hand: it comes back after a pause, a short job alone from then on. A crash is counted for
-- a job that was alone in hand, since of a batch nobody knows which it was; one that has counted too many is given up. A long
-- one that somebody had cancelled is cancelled. A job whose row is locked still runs in a transaction of its own, and ends by itself.
-- $1 integer ms after which a worker without a heartbeat is dead, $2 timestamptz now (of run_at; who is dead, the database's
-- clock says), $3 integer ms of pause. Rows: the jobs, with what became of them (again, quarantined, cancelled). Tenants: all.
WITH dead AS MATERIALIZED (
    SELECT worker_id, name FROM job.worker
     WHERE heartbeat_at < clock_timestamp() - $1::integer * interval '1 millisecond'
       -- After the database was away all seem dead until they have found it again.
       AND pg_postmaster_start_time() < clock_timestamp() - $1::integer * interval '1 millisecond'
       FOR UPDATE SKIP LOCKED
), held AS (
    DELETE FROM job.hold AS h USING dead WHERE h.worker_id = dead.worker_id RETURNING dead.name, h.job_ids
), leased AS (
    DELETE FROM job.lease AS l USING dead WHERE l.worker_id = dead.worker_id RETURNING dead.name, l.job_id, l.cancelled_by
), left_behind AS (
    DELETE FROM job.worker AS w USING dead WHERE w.worker_id = dead.worker_id
), in_hand AS MATERIALIZED (
    SELECT leased.job_id AS id, leased.name, 1 AS crashes, leased.cancelled_by FROM leased
    UNION
    SELECT id, held.name, (upper(held.job_ids) - lower(held.job_ids) = 1)::integer, NULL
      FROM held CROSS JOIN LATERAL unnest(held.job_ids) AS ids
     CROSS JOIN LATERAL generate_series(lower(ids), upper(ids) - 1) AS id
), found AS MATERIALIZED (
    SELECT j.id, j.queue_id, q.form, in_hand.name, in_hand.crashes, in_hand.cancelled_by,
           CASE WHEN in_hand.cancelled_by IS NOT NULL THEN 'cancelled'
                WHEN j.crashes + in_hand.crashes >= q.crashes_max THEN 'quarantined' ELSE 'again' END AS outcome
      FROM in_hand JOIN job.job AS j ON j.id = in_hand.id JOIN job.queue AS q ON q.queue_id = j.queue_id
       FOR UPDATE OF j SKIP LOCKED
), again AS (
    UPDATE job.job AS j
       SET crashes = j.crashes + found.crashes, alone = found.form = 'short', run_at = $2::timestamptz + $3::integer * interval '1 millisecond', stage = 'later',
           last_error = 'the worker ' || found.name || ' died while it had it in hand', last_failed_at = $2::timestamptz
      FROM found WHERE j.id = found.id AND found.outcome = 'again'
    RETURNING j.id
), gone AS (
    DELETE FROM job.job AS j USING found WHERE j.id = found.id AND found.outcome <> 'again'
    RETURNING j.*, found.name, found.crashes AS found_crashes, found.cancelled_by, found.outcome
), quarantined AS (
    INSERT INTO job.dead (id, died_at, cause, created_at, run_at, tenant_id, queue_id, priority, failures, crashes, key,
                          unique_key, schedule_id, slot_at, last_error, payload)
    SELECT id, $2::timestamptz, 'quarantined', created_at, run_at, tenant_id, queue_id, priority, failures, crashes + found_crashes, key,
           unique_key, schedule_id, slot_at, 'the worker ' || name || ' died while it had it in hand', payload
      FROM gone WHERE outcome = 'quarantined'
), cancelled AS (
    INSERT INTO job.finished (finished_at, started_at, created_at, run_at, id, tenant_id, queue_id, failures, crashes, outcome,
                              schedule_id, slot_at, key, note, payload)
    SELECT $2::timestamptz, $2::timestamptz, created_at, run_at, id, tenant_id, queue_id, failures, crashes + found_crashes,
           'cancelled', schedule_id, slot_at, key, cancelled_by, payload
      FROM gone WHERE outcome = 'cancelled'
)
SELECT found.id, found.queue_id, found.outcome FROM found
