-- What is needed to write jobs of a queue by COPY. $1 text name. Rows: one, or none. Tenants: none.
SELECT queue_id, gated, ordered, ageing_s FROM job.queue WHERE name = $1::text
