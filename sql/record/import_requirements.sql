-- Writes compliance requirements of an import; they hold since the extract.
-- $1 uuid tenant, $2 jsonb array of {id, external_ref, digest, requirement, status, not_applicable_reason, category,
-- priority, frequency, owner, circular_reference, next_review_on}, $3 date of the extract.
-- Rows: one, how many were new and how many changed. Tenant: row-level security, and $1.
WITH staged AS MATERIALIZED (
    SELECT r.*,
           (SELECT seen.digest FROM record.source_row AS seen WHERE seen.tenant_id = $1::uuid AND seen.id = r.id) AS known
      FROM jsonb_to_recordset($2::jsonb) AS r(id uuid, external_ref text, digest bytea, requirement text, status text,
                                              not_applicable_reason text, category text, priority text, frequency text,
                                              owner text, circular_reference text, next_review_on date)
), added AS (
    INSERT INTO record.requirement (tenant_id, id, external_ref, requirement, status, not_applicable_reason, category,
                                    priority, frequency, owner, circular_reference, next_review_on, effective_at)
    SELECT $1::uuid, id, external_ref, requirement, status, not_applicable_reason, category, priority, frequency, owner,
           circular_reference, next_review_on, tenant.day_start($1::uuid, $3::date)
      FROM staged WHERE known IS NULL
    RETURNING id
), changed AS (
    UPDATE record.requirement AS q
       SET requirement = s.requirement, status = s.status, not_applicable_reason = s.not_applicable_reason,
           category = s.category, priority = s.priority, frequency = s.frequency, owner = s.owner,
           circular_reference = s.circular_reference, next_review_on = s.next_review_on,
           effective_at = record.change_holds_from('requirement', $1::uuid, s.id, tenant.day_start($1::uuid, $3::date))
      FROM staged AS s
     WHERE q.tenant_id = $1::uuid AND q.id = s.id AND s.known <> s.digest
    RETURNING q.id
)
SELECT (SELECT count(*) FROM added) AS added, (SELECT count(*) FROM changed) AS changed
