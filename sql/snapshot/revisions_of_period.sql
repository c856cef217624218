-- The last revision of the snapshot of a period's last day, and the revision that the period was sealed with; each is null
-- where there is none. $1 uuid tenant, $2 text grain, $3 date first day, $4 date last day.
-- Rows: one. Tenant: row-level security, and $1 as well.
SELECT (SELECT max(s.revision) FROM snapshot.dashboard_snapshot AS s
         WHERE s.tenant_id = $1::uuid AND s.business_date = $4::date) AS last_revision,
       (SELECT p.revision FROM snapshot.sealed_period AS p
         WHERE p.tenant_id = $1::uuid AND p.grain = $2::text AND p.starts_on = $3::date) AS sealed_revision
