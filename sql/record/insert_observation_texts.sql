-- The words of observations. $1 uuid tenant, $2 jsonb array of {id, words: {title, condition, criteria, cause, effect,
-- recommendation}} (null: unknown). Rows affected: as many. Tenant: row-level security, and $1.
INSERT INTO record.observation_text (tenant_id, id, title, condition, criteria, cause, effect, recommendation)
SELECT $1::uuid, r.id, w.*
  FROM jsonb_to_recordset($2::jsonb) AS r(id uuid, words jsonb)
 CROSS JOIN LATERAL jsonb_to_record(r.words) AS w(title text, condition text, criteria text, cause text, effect text,
                                                  recommendation text)
