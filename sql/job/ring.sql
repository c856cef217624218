-- Tells the workers to look at once, when the transaction is committed. $1 text: a queue_id, or "schedules". Rows: one without
-- columns. Tenants: none.
SELECT FROM pg_notify('vouch_job', $1::text)
