-- Adds a draft observation. $1 uuid tenant, $2 uuid id, $3 text severity, $4 uuid branch (or null), $5 uuid engagement
-- (or null), $6 date found on. Its words follow in the same transaction. Tenant: row-level security, and $1.
INSERT INTO record.observation (tenant_id, id, severity, assessed_severity, status, branch_id, engagement_id, found_on)
VALUES ($1::uuid, $2::uuid, $3::text, $3::text, 'DRAFT', $4::uuid, $5::uuid, $6::date)
