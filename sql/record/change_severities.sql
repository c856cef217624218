-- Gives observations that are in preparation, outstanding or risk-accepted another severity; what the auditor assessed stays
-- beside it. $1 uuid tenant, $2 jsonb array of {id, expected_version, severity}.
-- Rows: id of each that was changed; not those of which somebody else was first or that a rule refuses.
-- Tenant: row-level security, and $1.
UPDATE record.observation AS o SET severity = c.severity, version = o.version + 1
  FROM jsonb_to_recordset($2::jsonb) AS c(id uuid, expected_version integer, severity text)
 WHERE o.tenant_id = $1::uuid AND o.id = c.id AND o.version = c.expected_version AND o.severity <> c.severity
   AND o.status NOT IN ('WITHDRAWN', 'CLOSED', 'NO_LONGER_VALID')
RETURNING o.id
