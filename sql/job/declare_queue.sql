-- Says how the jobs of a queue are treated. Pauses stay as they are. $1 text name, $2 text form, $3 integer failures_max, $4 integer
-- crashes_max, $5 integer ageing_s, $6 boolean ordered, $7 integer running_max, $8 integer running_per_tenant_max, $9 integer
-- running_per_key_max, $10 integer started_every_ms. Rows: queue_id and gated; none: its form is another, and jobs of it are
-- there. Tenants: none.
INSERT INTO job.queue AS q (name, form, failures_max, crashes_max, ageing_s, ordered, running_max, running_per_tenant_max,
                            running_per_key_max, started_every_ms)
VALUES ($1::text, $2::text, $3::integer, $4::integer, $5::integer, $6::boolean, $7::integer, $8::integer, $9::integer, $10::integer)
    ON CONFLICT (name) DO UPDATE
       SET form = excluded.form, failures_max = excluded.failures_max, crashes_max = excluded.crashes_max,
           ageing_s = excluded.ageing_s, ordered = excluded.ordered, running_max = excluded.running_max,
           running_per_tenant_max = excluded.running_per_tenant_max, running_per_key_max = excluded.running_per_key_max,
           started_every_ms = excluded.started_every_ms
     WHERE (q.form = excluded.form AND q.ordered = excluded.ordered
            AND q.gated = (excluded.ordered OR num_nonnulls(excluded.running_max, excluded.running_per_tenant_max,
                                                            excluded.running_per_key_max, excluded.started_every_ms) > 0))
        OR NOT EXISTS (SELECT FROM job.job AS j WHERE j.queue_id = q.queue_id)
RETURNING q.queue_id, q.gated
