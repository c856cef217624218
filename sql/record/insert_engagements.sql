-- Plans engagements. $1 uuid tenant, $2 jsonb array of {id, plan_id, branch_id, area_id, scheduled_on, auditor}.
-- Rows affected: as many. Tenant: row-level security, and $1.
INSERT INTO record.engagement (tenant_id, id, status, plan_id, branch_id, area_id, scheduled_on, auditor)
SELECT $1::uuid, r.id, 'PLANNED', r.plan_id, r.branch_id, r.area_id, r.scheduled_on, r.auditor
  FROM jsonb_to_recordset($2::jsonb) AS r(id uuid, plan_id uuid, branch_id uuid, area_id uuid, scheduled_on date, auditor text)
