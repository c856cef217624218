-- The schedules of one name, of all tenants. $1 text name. Rows: tenant_id, expression, zone. Tenants: all.
SELECT tenant_id, expression, zone FROM job.schedule WHERE name = $1::text ORDER BY tenant_id
