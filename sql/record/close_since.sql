-- Closes an outstanding observation since a moment in the past. The transaction states that rows say since when.
-- $1 uuid tenant, $2 uuid id, $3 integer expected version, $4 timestamptz since, $5 text closing basis.
-- Rows affected: 1, or 0 when it is not outstanding or somebody else was first. Tenant: row-level security, and $1.
UPDATE record.observation
   SET status = 'CLOSED', closed_at = $4::timestamptz, closing_basis = $5::text, version = version + 1,
       effective_at = $4::timestamptz
 WHERE tenant_id = $1::uuid AND id = $2::uuid AND version = $3::integer AND record.standing(status, false) = 'outstanding'
