-- The observations of a tenant at an instant, as rows for a spreadsheet. The columns are the columns of the sheet.
-- $1 uuid tenant, $2 timestamptz effective before (exclusive), $3 bigint known sequence number, $4 text zone of the dates.
-- Rows: one per observation that is there, by reference. repeats: persisting (the prior still stood at found_on), recurred,
-- or null without a confirmed link. Tenant: row-level security, and $1 as well.
WITH state AS MATERIALIZED (
    SELECT DISTINCT ON (v.id) v.*
      FROM history.observation_version AS v
     WHERE v.tenant_id = $1::uuid AND v.effective_at < $2::timestamptz AND v.seq <= $3::bigint
     ORDER BY v.id, v.effective_at DESC, v.seq DESC, v.ordinal DESC
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
       state.found_on, (state.issued_at AT TIME ZONE $4::text)::date AS issued_on, state.original_due_on, state.due_on,
       state.implemented_on, (state.closed_at AT TIME ZONE $4::text)::date AS closed_on, state.risk_accepted_until,
       CASE WHEN state.repeat_of_id IS NULL THEN NULL
            WHEN (SELECT record.kind_of_repeat(CASE WHEN NOT prior.deleted THEN prior.status END) = 'persisting'
                    FROM history.observation_version AS prior
                   WHERE prior.tenant_id = $1::uuid AND prior.id = state.repeat_of_id AND prior.seq <= $3::bigint
                     AND prior.effective_at < tenant.day_start($1::uuid, state.found_on + 1)
                   ORDER BY prior.effective_at DESC, prior.seq DESC, prior.ordinal DESC
                   LIMIT 1) THEN 'persisting'
            ELSE 'recurred' END AS repeats,
       state.repeat_of_id, state.id
  FROM state
  LEFT JOIN title ON title.id = state.id
  LEFT JOIN branch ON branch.id = state.branch_id
 WHERE NOT state.deleted
 ORDER BY state.reference, state.id
