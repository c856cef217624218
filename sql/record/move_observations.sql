-- Moves observations to other statuses; the expected version is in the WHERE clause, not read before and hoped for.
-- $1 uuid tenant, $2 jsonb array of {id, expected_version, from, to, moment, reference, due_on, implemented_on,
-- closing_basis, risk_accepted_until}. Issuing sets issued_at, the reference and, once, the due dates; the date that
-- management states stands until the answer is not enough or a retest fails; closing sets closed_at, reopening clears it.
-- HIGH and CRITICAL are closed only when tested; a risk is accepted for at most twelve months, beginning tomorrow.
-- Rows: id of each that moved; not those of which somebody else was first or that a rule refuses.
-- Tenant: row-level security, and $1.
UPDATE record.observation AS o
   SET status = m."to", version = o.version + 1,
       issued_at = CASE WHEN m."from" = 'REVIEWED' AND m."to" = 'ISSUED' THEN m.moment ELSE o.issued_at END,
       reference = coalesce(o.reference, m.reference),
       original_due_on = coalesce(o.original_due_on, m.due_on),
       due_on = coalesce(o.due_on, m.due_on),
       implemented_on = CASE WHEN m."to" = 'ISSUED' OR m."from" = 'COMPLIANCE' AND m."to" = 'RESPONSE' THEN NULL
                             ELSE coalesce(m.implemented_on, o.implemented_on) END,
       closed_at = CASE WHEN m."to" = 'CLOSED' THEN m.moment END,
       closing_basis = CASE WHEN m."to" = 'CLOSED' THEN m.closing_basis END,
       risk_accepted_until = CASE WHEN m."to" = 'RISK_ACCEPTED' THEN m.risk_accepted_until END
  FROM jsonb_to_recordset($2::jsonb) AS m(id uuid, expected_version integer, "from" text, "to" text, moment timestamptz,
                                          reference text, due_on date, implemented_on date, closing_basis text,
                                          risk_accepted_until date)
 WHERE o.tenant_id = $1::uuid AND o.id = m.id AND o.version = m.expected_version AND o.status = m."from"
   AND (m."to" <> 'CLOSED' OR o.severity IN ('LOW', 'MEDIUM') OR coalesce(m.closing_basis = 'TESTED', false))
   AND CASE WHEN m."to" = 'RISK_ACCEPTED'
            THEN coalesce(m.risk_accepted_until - 1 BETWEEN tenant.business_date($1::uuid, m.moment)
                              AND tenant.business_date($1::uuid, m.moment) + interval '12 months' - interval '1 day', false)
            ELSE true END
RETURNING o.id
