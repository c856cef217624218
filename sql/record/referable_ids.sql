-- The records that rows of an import may refer to. $1 uuid tenant. Rows: kind (branch, area, engagement), id.
-- Tenant: row-level security, and $1.
SELECT 'branch' AS kind, id FROM record.branch WHERE tenant_id = $1::uuid
UNION ALL SELECT 'area', id FROM record.audit_area WHERE tenant_id = $1::uuid
UNION ALL SELECT 'engagement', id FROM record.engagement WHERE tenant_id = $1::uuid
