-- Takes the observations of an engagement out of it, before it is deleted. $1 uuid tenant, $2 uuid engagement.
-- Rows affected: how many. Tenant: row-level security, and $1.
UPDATE record.observation SET engagement_id = NULL, version = version + 1
 WHERE tenant_id = $1::uuid AND engagement_id = $2::uuid
