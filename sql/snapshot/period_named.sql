-- The periods of a tenant's calendar that a label names, with the last revision of the snapshot of their last day and the
-- revision they were sealed with; each is null where there is none.
-- $1 uuid tenant, $2 text label, in either case. Rows: none, one, or two where the fiscal year was moved.
-- Tenant: row-level security, and $1 as well.
SELECT period.grain, period.label, period.starts_on, period.ends_on,
       (SELECT max(s.revision) FROM snapshot.dashboard_snapshot AS s
         WHERE s.tenant_id = $1::uuid AND s.business_date = period.ends_on) AS last_revision,
       (SELECT p.revision FROM snapshot.sealed_period AS p
         WHERE p.tenant_id = $1::uuid AND p.grain = period.grain AND p.starts_on = period.starts_on) AS sealed_revision
  FROM tenant.periods_named($1::uuid, $2::text) AS period
 ORDER BY period.starts_on
