-- Rewrites the words of an observation that is a draft, in the version that the writer saw, whose version goes up.
-- $1 uuid tenant, $2 uuid id, $3 integer expected version, $4 jsonb {title, condition, criteria, cause, effect, recommendation}.
-- Rows affected: 1, or 0 when it is no draft or somebody else was first. Tenant: row-level security, and $1.
WITH draft AS (
    UPDATE record.observation SET version = version + 1
     WHERE tenant_id = $1::uuid AND id = $2::uuid AND version = $3::integer AND status = 'DRAFT'
    RETURNING id
)
UPDATE record.observation_text AS t
   SET title = w.title, condition = w.condition, criteria = w.criteria, cause = w.cause, effect = w.effect,
       recommendation = w.recommendation
  FROM draft, jsonb_to_record($4::jsonb) AS w(title text, condition text, criteria text, cause text, effect text,
                                              recommendation text)
 WHERE t.tenant_id = $1::uuid AND t.id = draft.id
