-- A process begins to run jobs. $1 text name, $2 text version, $3 text[] queues. Rows: its worker_id. Tenants: none.
INSERT INTO job.worker (name, version, queues) VALUES ($1::text, $2::text, $3::text[]) RETURNING worker_id
