-- Captures the snapshot of a business date for each tenant of a batch that has none yet, in one statement: known_seq
-- is the last change set recorded before the slot, so that a late capture says what one in time would have said.
-- $1 uuid[] tenants, $2 date business date (null: the last one due), $3 timestamptz now, $4 integer definition version.
-- Rows: one for each tenant, slot_at null where no snapshot was to be taken; outcome is captured, was_there, not_onboarded,
-- not_due (the slot lies ahead) or nothing_known (nothing was recorded before the slot).
-- Tenants: the batch, and $1. Placeholder: {nearly_present}.
-- settled_seq, the last change set before the day ended, is never behind known_seq: a slot is not before the end of its day.
-- Materialized, so that the borders of a day are computed once for a tenant and not once for each of its versions.
WITH day AS MATERIALIZED (
    SELECT t.tenant_id, t.onboarded_at IS NOT NULL AS onboarded,
           coalesce($2::date, tenant.last_due_date(t.tenant_id, $3::timestamptz)) AS business_date
      FROM tenant.tenant AS t
     WHERE t.tenant_id = ANY ($1::uuid[])
), due AS MATERIALIZED (
    SELECT day.tenant_id, day.business_date, its.slot_at, its.ends_at AS effective_before
      FROM day LEFT JOIN LATERAL tenant.days(day.tenant_id, day.business_date, day.business_date) AS its ON true
     WHERE day.onboarded
       AND NOT EXISTS (SELECT FROM snapshot.dashboard_snapshot AS s
                        WHERE s.tenant_id = day.tenant_id AND s.business_date = day.business_date)
), asked AS MATERIALIZED (
    SELECT due.*, known.seq AS known_seq, coalesce(settled.seq, 0) AS settled_seq
      FROM due
     CROSS JOIN LATERAL (SELECT c.seq FROM seal.change_set AS c
                          WHERE c.tenant_id = due.tenant_id AND c.recorded_at < due.slot_at
                          ORDER BY c.recorded_at DESC LIMIT 1) AS known
      LEFT JOIN LATERAL (SELECT c.seq FROM seal.change_set AS c
                          WHERE c.tenant_id = due.tenant_id AND c.recorded_at < due.effective_before
                          ORDER BY c.recorded_at DESC LIMIT 1) AS settled ON true
     WHERE due.slot_at <= $3::timestamptz
), written AS (
    INSERT INTO snapshot.dashboard_snapshot (tenant_id, business_date, slot_at, known_seq, captured_at, origin,
                                             definition_version, settings_seq, metrics)
    SELECT asked.tenant_id, asked.business_date, asked.slot_at, asked.known_seq, tenant.clock(), 'observed', $4::integer,
           (SELECT max(s.seq) FROM history.setting_version AS s
             WHERE s.tenant_id = asked.tenant_id AND s.seq <= asked.known_seq),
           state.metrics
      FROM asked CROSS JOIN LATERAL ({nearly_present}) AS state
     ORDER BY asked.tenant_id  -- two captures of the same tenants meet in one order, and neither waits for a waiting one
        ON CONFLICT (tenant_id, business_date, revision) DO NOTHING
    RETURNING tenant_id
)
SELECT day.tenant_id, day.business_date, due.slot_at,
       CASE WHEN written.tenant_id IS NOT NULL THEN 'captured'
            WHEN NOT day.onboarded THEN 'not_onboarded'
            WHEN due.slot_at > $3::timestamptz THEN 'not_due'
            WHEN due.tenant_id IS NOT NULL AND asked.tenant_id IS NULL THEN 'nothing_known'
            ELSE 'was_there' END AS outcome  -- before, or written by another capture just now
  FROM day LEFT JOIN due USING (tenant_id) LEFT JOIN asked USING (tenant_id) LEFT JOIN written USING (tenant_id)
