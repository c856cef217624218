-- The metrics of a tenant at one instant: a lateral sub-select on a relation "asked" with the columns tenant_id uuid,
-- business_date date, effective_before timestamptz (its end, exclusive) and known_seq bigint; for nearly_present also
-- settled_seq bigint. One row: metrics jsonb. Placeholders, filled from the catalogue by src/metric/sql_text.cpp:
-- {document}, {sources}, and {touched}: touched_template, or nothing.
WITH year AS MATERIALIZED (
    SELECT array_agg(starts_on ORDER BY starts_on) AS starts, array_agg(ends_on ORDER BY starts_on) AS ends
      FROM tenant.periods(asked.tenant_id, 'year', asked.business_date, asked.business_date)
){touched}
SELECT {document} AS metrics
  FROM tenant.setting_on(asked.tenant_id, asked.business_date) AS rule{sources}
