-- Moves an observation to another status; the expected version is in the WHERE clause, not read before and hoped for.
-- $1 uuid tenant, $2 uuid id, $3 integer expected version, $4 text from, $5 text to, $6 timestamptz the moment of the move,
-- $7 date due on (issuing only), $8 text closing basis (closing only). Issuing sets issued_at and, once, the due dates;
-- closing sets closed_at; reopening clears it. Rows affected: 1, or 0 when somebody else was first.
-- Tenant: row-level security, and $1.
UPDATE record.observation
   SET status = $5::text, version = version + 1,
       issued_at = CASE WHEN $4::text = 'REVIEWED' AND $5::text = 'ISSUED' THEN $6::timestamptz ELSE issued_at END,
       original_due_on = coalesce(original_due_on, $7::date),
       due_on = coalesce(due_on, $7::date),
       closed_at = CASE WHEN $5::text = 'CLOSED' THEN $6::timestamptz END,
       closing_basis = CASE WHEN $5::text = 'CLOSED' THEN $8::text END
 WHERE tenant_id = $1::uuid AND id = $2::uuid AND version = $3::integer AND status = $4::text
