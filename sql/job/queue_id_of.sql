-- A queue by its name. $1 text name. Rows: one, or none. Tenants: none.
SELECT queue_id AS id FROM job.queue WHERE name = $1::text
