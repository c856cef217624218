-- Adds settings that hold from a business date on: those in force the day before, but for what is given.
-- $1 uuid tenant, $2 uuid id, $3 date starts on, $4 text approved by, $5 text IANA zone, $6 integer first month of the
-- fiscal year, $7 integer minute of the capture, $8 jsonb weights, shares and bands by the names of their columns, numbers
-- and booleans. $5 to $7 null: as before. Rows: none. Tenant: row-level security, and $1 as well.
INSERT INTO tenant.setting
SELECT changed.*
  FROM tenant.setting_on($1::uuid, $3::date - 1) AS before
 CROSS JOIN LATERAL jsonb_populate_record(before, $8::jsonb || jsonb_build_object(
            'id', $2::uuid, 'starts_on', $3::date, 'approved_by', $4::text, 'effective_at', NULL,
            'zone', coalesce($5::text, before.zone),
            'fiscal_year_start_month', coalesce($6::integer, before.fiscal_year_start_month),
            'capture_minute', coalesce($7::integer, before.capture_minute))) AS changed
