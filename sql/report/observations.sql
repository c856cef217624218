-- The observations of a tenant at an instant, as rows for a spreadsheet. The columns are the columns of the sheet.
-- $1 uuid tenant, $2 timestamptz effective before (exclusive), $3 bigint known sequence number.
-- Rows: one per observation that is there, by reference. prior_status_then: that of the observation it repeats at the end
-- of found_on; null without a confirmed link, or where the prior was not there. Tenant: row-level security, and $1 as well.
WITH state AS MATERIALIZED (
    SELECT DISTINCT ON (v.id) v.*
      FROM history.observation_version AS v
     WHERE v.tenant_id = $1::uuid AND v.effective_at < $2::timestamptz AND v.seq <= $3::bigint
     ORDER BY v.id, v.effective_at DESC, v.seq DESC, v.ordinal DESC
), near AS MATERIALIZED (
    SELECT * FROM tenant.days_around($1::uuid, ARRAY(
        SELECT (issued_at AT TIME ZONE 'UTC')::date FROM state UNION SELECT (closed_at AT TIME ZONE 'UTC')::date FROM state))
), title AS MATERIALIZED (
    SELECT DISTINCT ON (v.id) v.id, v.title
      FROM history.observation_text_version AS v
     WHERE v.tenant_id = $1::uuid AND v.effective_at < $2::timestamptz AND v.seq <= $3::bigint
     ORDER BY v.id, v.effective_at DESC, v.seq DESC, v.ordinal DESC
), branch AS MATERIALIZED (
    SELECT DISTINCT ON (v.id) v.id, v.code
      FROM history.branch_version AS v
     WHERE v.tenant_id = $1::uuid AND v.effective_at < $2::timestamptz AND v.seq <= $3::bigint
     ORDER BY v.id, v.effective_at DESC, v.seq DESC, v.ordinal DESC
)
SELECT state.reference, title.title, state.severity, state.status, branch.code AS branch, state.risk_category,
       state.found_on, near.days[width_bucket(state.issued_at, near.starts)] AS issued_on, state.original_due_on, state.due_on,
       state.implemented_on, near.days[width_bucket(state.closed_at, near.starts)] AS closed_on, state.risk_accepted_until,
       prior.status AS prior_status_then, state.repeat_of_id, state.id
  FROM state
 CROSS JOIN near
  LEFT JOIN LATERAL record.prior_when_found($1::uuid, state.repeat_of_id, state.found_on, $3::bigint) AS prior ON true
  LEFT JOIN title ON title.id = state.id
  LEFT JOIN branch ON branch.id = state.branch_id
 WHERE NOT state.deleted
 ORDER BY state.reference, state.id
