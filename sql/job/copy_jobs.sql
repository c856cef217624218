-- Many jobs by COPY, for the role worker. Rows: none. Tenants: those of the rows.
COPY job.job (created_at, run_at, rank, tenant_id, priority, queue_id, gated, stage, payload) FROM STDIN
