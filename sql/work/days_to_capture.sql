-- The business dates that a slot of the daily capture is for: the last that has ended by then, and those of the week before it that
-- have no snapshot, since nobody was onboarded yet or a slot was lost as the zone moved. None before a tenant was onboarded.
-- $1 uuid[] tenants, $2 timestamptz[] the slot of each. Rows: tenant_id, business_date, slot_at: when the snapshot may be taken (by
-- the tenant's own settings; where the clock is moved that can be an hour after the schedule's slot). Tenants: the batch.
SELECT DISTINCT asked.tenant_id, day.business_date, day.slot_at
  FROM unnest($1::uuid[], $2::timestamptz[]) AS asked (tenant_id, slot_at)
  JOIN tenant.tenant AS t ON t.tenant_id = asked.tenant_id
 CROSS JOIN LATERAL tenant.business_date(asked.tenant_id, asked.slot_at) AS begun
 CROSS JOIN LATERAL tenant.days(asked.tenant_id, begun - 7, begun - 1) AS day
 WHERE day.slot_at >= t.onboarded_at
   AND NOT EXISTS (SELECT FROM snapshot.dashboard_snapshot AS s
                    WHERE s.tenant_id = asked.tenant_id AND s.business_date = day.business_date)
 ORDER BY day.business_date, asked.tenant_id
