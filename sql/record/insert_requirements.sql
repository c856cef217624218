-- Adds compliance requirements, pending their first assessment. $1 uuid tenant, $2 jsonb array of {id, requirement, category,
-- priority, frequency, owner, next_review_on}. Rows affected: as many. Tenant: row-level security, and $1.
INSERT INTO record.requirement (tenant_id, id, requirement, category, priority, frequency, owner, next_review_on)
SELECT $1::uuid, r.*
  FROM jsonb_to_recordset($2::jsonb) AS r(id uuid, requirement text, category text, priority text, frequency text, owner text,
                                          next_review_on date)
