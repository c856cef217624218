-- Rebuilds the snapshots of a range of days from history as known now; days that have one, or had one that was retired,
-- are left alone.
-- $1 uuid tenant, $2 date first, $3 date last (both inclusive; days that are not due yet are left out),
-- $4 timestamptz now, $5 integer definition version. Rows: business_date of each snapshot written.
-- Tenant: the batch, and $1. Placeholder: {by_sweep}.
WITH asked AS MATERIALIZED (
    SELECT h.tenant_id, h.seq AS known_seq,
           (SELECT max(s.seq) FROM history.setting_version AS s
             WHERE s.tenant_id = h.tenant_id AND s.seq <= h.seq) AS settings_seq
      FROM seal.head AS h
     WHERE h.tenant_id = $1::uuid AND h.seq > 0
), day AS MATERIALIZED (
    SELECT place, business_date, ends_at, slot_at
      FROM tenant.days($1::uuid, $2::date, least($3::date, tenant.last_due_date($1::uuid, $4::timestamptz)))
)
INSERT INTO snapshot.dashboard_snapshot (tenant_id, business_date, slot_at, known_seq, captured_at, origin,
                                         definition_version, settings_seq, metrics)
SELECT asked.tenant_id, swept.business_date, swept.slot_at, asked.known_seq, tenant.clock(), 'replayed', $5::integer,
       asked.settings_seq, swept.metrics
  FROM asked CROSS JOIN LATERAL ({by_sweep}) AS swept
 WHERE NOT EXISTS (SELECT FROM snapshot.change AS place
                    WHERE place.tenant_id = $1::uuid AND place.business_date = swept.business_date)
    ON CONFLICT (tenant_id, business_date, revision) DO NOTHING
RETURNING business_date
