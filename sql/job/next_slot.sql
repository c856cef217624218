-- When the next slot of any schedule is due. Rows: one; null: none is. Tenants: all.
SELECT min(next_at) AS next_at FROM job.schedule WHERE paused_at IS NULL
