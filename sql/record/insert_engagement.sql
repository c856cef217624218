-- Plans an engagement at a branch. $1 uuid tenant, $2 uuid id, $3 uuid branch, $4 date scheduled on.
-- Tenant: row-level security, and $1.
INSERT INTO record.engagement (tenant_id, id, branch_id, status, scheduled_on)
VALUES ($1::uuid, $2::uuid, $3::uuid, 'PLANNED', $4::date)
