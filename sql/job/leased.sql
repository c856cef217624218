-- Whether somebody runs a long job. $1 bigint job. Rows: one, or none. Tenants: all.
SELECT job_id AS id FROM job.lease WHERE job_id = $1::bigint
