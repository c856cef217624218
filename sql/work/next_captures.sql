-- When tenants are captured next, by the settings in force on that day. $1 uuid[] tenants, $2 timestamptz now. Rows: tenant_id,
-- zone, capture_minute (after 00:00 by the clock on the wall). Tenants: the batch, and $1.
SELECT asked.tenant_id, setting.zone, setting.capture_minute
  FROM unnest($1::uuid[]) AS asked (tenant_id)
 CROSS JOIN LATERAL tenant.business_date(asked.tenant_id, $2::timestamptz) AS today
 CROSS JOIN LATERAL (SELECT day.business_date + 1 AS slot_on FROM tenant.days(asked.tenant_id, today - 1, today + 1) AS day
                      WHERE day.slot_at > $2::timestamptz ORDER BY day.slot_at LIMIT 1) AS next
 CROSS JOIN LATERAL tenant.setting_on(asked.tenant_id, next.slot_on) AS setting
