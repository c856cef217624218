-- Sets the status of compliance requirements and the day of their next review; the expected status is in the WHERE clause.
-- The reason stands as long as a requirement is not applicable.
-- $1 uuid tenant, $2 jsonb array of {id, from, to, not_applicable_reason, next_review_on}.
-- Rows affected: as many, less those of which somebody else was first. Tenant: row-level security, and $1.
UPDATE record.requirement AS q
   SET status = a."to", next_review_on = a.next_review_on,
       not_applicable_reason = CASE WHEN a."to" = 'NOT_APPLICABLE' THEN a.not_applicable_reason END
  FROM jsonb_to_recordset($2::jsonb) AS a(id uuid, "from" text, "to" text, not_applicable_reason text, next_review_on date)
 WHERE q.tenant_id = $1::uuid AND q.id = a.id AND q.status = a."from"
