-- What was known when a period was closed: the change set it ends with, and the calendar of its last day.
-- $1 uuid tenant, $2 date first day, $3 date last day, $4 bigint known sequence number.
-- Rows: none when nothing was known (0), else one; effective_from and effective_before (exclusive) bound the period;
-- recorded_until is the clock on the tenant's wall when that change set was recorded, in words.
-- Tenant: row-level security, and $1 as well.
SELECT tenant.day_start($1::uuid, $2::date) AS effective_from, tenant.day_start($1::uuid, $3::date + 1) AS effective_before,
       (SELECT starts_on FROM tenant.periods($1::uuid, 'year', $3::date, $3::date)) AS year_starts_on, rule.zone,
       to_char(link.recorded_at AT TIME ZONE rule.zone, 'FMDD Mon YYYY HH24:MI:SS') AS recorded_until, link.hash
  FROM seal.change_set AS link
 CROSS JOIN tenant.setting_on($1::uuid, $3::date) AS rule
 WHERE link.tenant_id = $1::uuid AND link.seq = $4::bigint
