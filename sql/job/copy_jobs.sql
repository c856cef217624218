-- Many jobs by COPY in its binary form, for the role worker. Rows: none. Tenants: those of the rows.
COPY job.job (created_at, run_at, rank, tenant_id, priority, queue_id, gated, stage, payload) FROM STDIN WITH (FORMAT binary)
