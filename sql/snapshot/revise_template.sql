-- Writes a further revision of each day that has a snapshot and whose metrics, as known now, differ from its last revision;
-- days of a sealed period are left alone.
-- $1 uuid tenant, $2 date first, $3 date last (both inclusive), $4 integer definition version, $5 text reason.
-- Rows: business_date, revision, revised (reason, the revision before, the differences, and the change sets that were
-- recorded since and changed something of before the end of that day). Tenant: the batch, and $1. Placeholder: {by_sweep}.
WITH asked AS MATERIALIZED (
    SELECT h.tenant_id, h.seq AS known_seq,
           (SELECT max(s.seq) FROM history.setting_version AS s
             WHERE s.tenant_id = h.tenant_id AND s.seq <= h.seq) AS settings_seq
      FROM seal.head AS h
     WHERE h.tenant_id = $1::uuid
), day AS MATERIALIZED (
    SELECT place, business_date, ends_at, slot_at FROM tenant.days($1::uuid, $2::date, $3::date)
), last_one AS MATERIALIZED (
    SELECT DISTINCT ON (s.business_date) s.business_date, s.revision, s.known_seq, s.definition_version, s.metrics
      FROM snapshot.dashboard_snapshot AS s
     WHERE s.tenant_id = $1::uuid AND s.business_date BETWEEN $2::date AND $3::date
       AND NOT EXISTS (SELECT FROM snapshot.sealed_period AS p
                        WHERE p.tenant_id = $1::uuid AND s.business_date BETWEEN p.starts_on AND p.ends_on)
     ORDER BY s.business_date, s.revision DESC
), compared AS MATERIALIZED (
    SELECT swept.business_date, swept.slot_at, swept.metrics, day.ends_at, last_one.revision, last_one.known_seq,
           last_one.definition_version,
           CASE WHEN swept.metrics <> last_one.metrics THEN snapshot.differences(last_one.metrics, swept.metrics) END AS differences
      FROM asked CROSS JOIN LATERAL ({by_sweep}) AS swept
      JOIN last_one USING (business_date) JOIN day USING (business_date)
), differing AS MATERIALIZED (
    SELECT * FROM compared WHERE differences IS NOT NULL
), recorded_since AS MATERIALIZED (
    -- Of the kinds that metrics count: each change set with the earliest moment it says something about.
    SELECT v.seq, min(v.effective_at) AS effective_at
      FROM (SELECT min(known_seq) AS known_seq FROM differing) AS earliest
     CROSS JOIN LATERAL (
           SELECT seq, effective_at FROM history.observation_version WHERE tenant_id = $1::uuid AND seq > earliest.known_seq
            UNION ALL
           SELECT seq, effective_at FROM history.requirement_version WHERE tenant_id = $1::uuid AND seq > earliest.known_seq
            UNION ALL
           SELECT seq, effective_at FROM history.engagement_version WHERE tenant_id = $1::uuid AND seq > earliest.known_seq
            UNION ALL
           SELECT seq, effective_at FROM history.branch_version WHERE tenant_id = $1::uuid AND seq > earliest.known_seq) AS v
     GROUP BY v.seq
)
INSERT INTO snapshot.dashboard_snapshot (tenant_id, business_date, revision, slot_at, known_seq, captured_at, origin,
                                         definition_version, settings_seq, metrics, revised)
SELECT asked.tenant_id, differing.business_date, differing.revision + 1, differing.slot_at, asked.known_seq,
       clock_timestamp(), 'replayed', $4::integer, asked.settings_seq, differing.metrics,
       jsonb_build_object(
           'reason', $5::text,
           'previous', jsonb_build_object('revision', differing.revision, 'known_seq', differing.known_seq,
                                          'definition_version', differing.definition_version),
           'differences', differing.differences,
           'change_sets', coalesce((SELECT jsonb_agg(r.seq ORDER BY r.seq) FROM recorded_since AS r
                                     WHERE r.seq > differing.known_seq AND r.seq <= asked.known_seq
                                       AND r.effective_at < differing.ends_at), '[]'))
  FROM asked CROSS JOIN differing
    ON CONFLICT (tenant_id, business_date, revision) DO NOTHING
RETURNING business_date, revision, revised
