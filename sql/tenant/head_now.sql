-- How far the chain of a tenant has come, and which commits that is known of (see schema/commits_seen.sql). $1 uuid tenant.
-- Rows: one; head_seq is 0 where nothing was recorded. Tenant: row-level security, and $1 as well.
SELECT coalesce((SELECT seq FROM seal.head WHERE tenant_id = $1::uuid), 0) AS head_seq, pg_current_snapshot()::text AS commits
