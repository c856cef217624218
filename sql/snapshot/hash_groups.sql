-- Until the end of the transaction groups are hashed, whatever the planner expects, which behind the wall of a batch is a row or
-- two of each tenant, and the fewer the more tenants there are: thousands of steps were sorted. Rows: one, of no interest.
SELECT set_config('enable_sort', 'off', true)
