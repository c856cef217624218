-- Gives management until a later day to deal with outstanding observations; the original due dates stay. Asked for before
-- the due date has passed. $1 uuid tenant, $2 jsonb array of {id, expected_version, asked_on, due_on}.
-- Rows: id of each that was extended; not those of which somebody else was first or that a rule refuses.
-- Tenant: row-level security, and $1.
UPDATE record.observation AS o SET due_on = e.due_on, version = o.version + 1
  FROM jsonb_to_recordset($2::jsonb) AS e(id uuid, expected_version integer, asked_on date, due_on date)
 WHERE o.tenant_id = $1::uuid AND o.id = e.id AND o.version = e.expected_version
   AND record.standing(o.status, false) = 'outstanding' AND o.due_on >= e.asked_on AND o.due_on < e.due_on
RETURNING o.id
