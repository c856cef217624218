-- The snapshots that count as reported, of a range of days. $1 uuid tenant, $2 date first, $3 date last (inclusive).
-- Rows: oldest first, one for each day that has any; revisions: how many there are.
-- Tenant: row-level security, and $1 as well.
SELECT s.business_date, s.revision,
       (SELECT count(*) FROM snapshot.dashboard_snapshot AS every
         WHERE every.tenant_id = $1::uuid AND every.business_date = s.business_date)::integer AS revisions,
       s.origin, s.known_seq, s.captured_at, s.definition_version
  FROM snapshot.reported_snapshot AS s
 WHERE s.tenant_id = $1::uuid AND s.business_date BETWEEN $2::date AND $3::date
 ORDER BY s.business_date
