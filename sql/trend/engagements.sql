-- Engagements as they stood at the end of a day: those scheduled in a range of days, or completed where nothing was
-- scheduled; those without a day belong to every range. By day, branch and area.
-- $1 uuid tenant, $2 date first day, $3 date last day, $4 text auditor (null: all of them), $5 date at the end of which,
-- $6 bigint known sequence number. Rows: one for each. Tenant: row-level security, and $1.
WITH asked AS MATERIALIZED (
    SELECT tenant.day_start($1::uuid, $5::date + 1) AS ends_at
), state AS MATERIALIZED (
    SELECT DISTINCT ON (v.id) v.*
      FROM history.engagement_version AS v, asked
     WHERE v.tenant_id = $1::uuid AND v.effective_at < asked.ends_at AND v.seq <= $6::bigint
     ORDER BY v.id, v.effective_at DESC, v.seq DESC, v.ordinal DESC
)
SELECT e.id, branch.code AS branch_code, branch.name AS branch, area.name AS area, e.auditor, e.status, e.scheduled_on,
       e.completed_on, e.report_number, e.rating
  FROM state AS e
  LEFT JOIN LATERAL (SELECT v.code, v.name FROM history.branch_version AS v, asked
                      WHERE v.tenant_id = $1::uuid AND v.id = e.branch_id AND v.seq <= $6::bigint
                        AND v.effective_at < asked.ends_at
                      ORDER BY v.effective_at DESC, v.seq DESC, v.ordinal DESC LIMIT 1) AS branch ON true
  LEFT JOIN LATERAL (SELECT v.name FROM history.area_version AS v, asked
                      WHERE v.tenant_id = $1::uuid AND v.id = e.area_id AND v.seq <= $6::bigint
                        AND v.effective_at < asked.ends_at
                      ORDER BY v.effective_at DESC, v.seq DESC, v.ordinal DESC LIMIT 1) AS area ON true
 WHERE NOT e.deleted AND ($4::text IS NULL OR e.auditor = $4::text)
   AND (coalesce(e.scheduled_on, e.completed_on) BETWEEN $2::date AND $3::date
        OR coalesce(e.scheduled_on, e.completed_on) IS NULL)
 ORDER BY coalesce(e.scheduled_on, e.completed_on), branch.name, branch.code, area.name, e.id
