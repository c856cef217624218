-- How many records of each kind a tenant has. $1 uuid tenant. Rows: one. Tenant: row-level security, and $1.
SELECT (SELECT count(*) FROM record.branch WHERE tenant_id = $1::uuid) AS branches,
       (SELECT count(*) FROM record.engagement WHERE tenant_id = $1::uuid) AS engagements,
       (SELECT count(*) FROM record.requirement WHERE tenant_id = $1::uuid) AS requirements,
       (SELECT count(*) FROM record.observation WHERE tenant_id = $1::uuid) AS observations
