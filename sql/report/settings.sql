-- The settings of a tenant that hold on a day, as one row: each column becomes a line of a spreadsheet.
-- $1 uuid tenant, $2 date. Rows: one. Tenant: row-level security, and $1 as well.
SELECT CASE WHEN starts_on > date '0001-01-01' THEN to_char(starts_on, 'YYYY-MM-DD') ELSE 'the beginning' END AS hold_from,
       approved_by, zone, fiscal_year_start_month, weight_critical, weight_high, weight_medium, weight_low, per_branch,
       share_compliance, share_finding, share_coverage, band_1, band_2, band_3
  FROM tenant.setting_on($1::uuid, $2::date)
