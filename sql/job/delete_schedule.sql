-- Deletes a schedule with its ledger; jobs that it enqueued stay. $1 uuid tenant, $2 text name. Rows: none; one affected.
DELETE FROM job.schedule WHERE tenant_id = $1::uuid AND name = $2::text
