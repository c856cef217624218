-- Rival of a move: the same UPDATE on a plain table, without history, chain and row-level security.
-- $1 uuid tenant, $2 uuid id, $3 integer expected version, $4 text from, $5 text to, $6 timestamptz the moment of the move.
UPDATE bench.plain_observation
   SET status = $5::text, version = version + 1,
       issued_at = CASE WHEN $4::text = 'REVIEWED' AND $5::text = 'ISSUED' THEN $6::timestamptz ELSE issued_at END,
       closed_at = CASE WHEN $5::text = 'CLOSED' THEN $6::timestamptz END,
       closing_basis = CASE WHEN $5::text = 'CLOSED' THEN 'TESTED' END
 WHERE tenant_id = $1::uuid AND id = $2::uuid AND version = $3::integer AND status = $4::text
