-- What was known of a tenant at an instant: its last change set recorded until then.
-- $1 uuid tenant, $2 timestamptz known at (null: now). Rows: one; 0 when nothing was recorded.
-- Tenant: row-level security, and $1 as well.
SELECT coalesce((SELECT seq FROM seal.change_set
                  WHERE tenant_id = $1::uuid AND recorded_at <= coalesce($2::timestamptz, 'infinity')
                  ORDER BY recorded_at DESC LIMIT 1), 0) AS known_seq
