-- What was recorded of one kind after a day was reported and changes what is known of that day, with the reason in words.
-- $1 uuid tenant, $2 timestamptz end of the day (exclusive), $3 bigint known when it was reported, $4 bigint known now,
-- $5 integer limit. Rows: id; name (what people call it), was and is_now (JSON of the facts; null: not there), cause
-- (entered late, date corrected, entered in error), change_sets behind it, recorded_at, actor and reason of the first;
-- total: how many there are without the limit. Latest first.
-- Tenant: row-level security, and $1 as well. Placeholder: {kind}.
WITH touched AS MATERIALIZED (
    SELECT id, min(seq) AS first_seq, max(seq) AS last_seq, array_agg(DISTINCT seq ORDER BY seq) AS change_sets
      FROM history.{kind}_version
     WHERE tenant_id = $1::uuid AND seq > $3::bigint AND seq <= $4::bigint AND effective_at < $2::timestamptz
     GROUP BY id
), told AS (
    SELECT touched.*, before.facts AS was, after.facts AS is_now, coalesce(after.facts, before.facts) AS known,
           CASE WHEN after.facts IS NULL THEN 'entered in error'
                WHEN until_then.facts IS NULL THEN 'entered late'
                WHEN before.facts IS NULL OR until_then.facts = after.facts THEN 'date corrected'
                WHEN history.undated(before.facts) = history.undated(after.facts)
                     OR history.undated(until_then.facts) = history.undated(since_then.facts) THEN 'date corrected'
                ELSE 'entered late' END AS cause
      FROM touched
      LEFT JOIN LATERAL (SELECT history.facts_of(to_jsonb(v)) AS facts FROM history.{kind}_version AS v
                          WHERE v.tenant_id = $1::uuid AND v.id = touched.id AND v.seq <= $3::bigint
                            AND v.effective_at < $2::timestamptz
                          ORDER BY v.effective_at DESC, v.seq DESC, v.ordinal DESC LIMIT 1) AS before ON true
      LEFT JOIN LATERAL (SELECT history.facts_of(to_jsonb(v)) AS facts FROM history.{kind}_version AS v
                          WHERE v.tenant_id = $1::uuid AND v.id = touched.id AND v.seq <= $4::bigint
                            AND v.effective_at < $2::timestamptz
                          ORDER BY v.effective_at DESC, v.seq DESC, v.ordinal DESC LIMIT 1) AS after ON true
      LEFT JOIN LATERAL (SELECT history.facts_of(to_jsonb(v)) AS facts FROM history.{kind}_version AS v
                          WHERE v.tenant_id = $1::uuid AND v.id = touched.id AND v.seq < touched.first_seq
                          ORDER BY v.effective_at DESC, v.seq DESC, v.ordinal DESC LIMIT 1) AS until_then ON true
      LEFT JOIN LATERAL (SELECT history.facts_of(to_jsonb(v)) AS facts FROM history.{kind}_version AS v
                          WHERE v.tenant_id = $1::uuid AND v.id = touched.id AND v.seq <= touched.last_seq
                          ORDER BY v.effective_at DESC, v.seq DESC, v.ordinal DESC LIMIT 1) AS since_then ON true
     WHERE before.facts IS DISTINCT FROM after.facts
)
SELECT told.id, record.name_of('{kind}', $1::uuid, told.id, told.known, $4::bigint) AS name, told.was, told.is_now, told.cause, told.change_sets, link.recorded_at, link.actor, link.reason,
       count(*) OVER () AS total
  FROM told JOIN seal.change_set AS link ON link.tenant_id = $1::uuid AND link.seq = told.first_seq
 ORDER BY link.seq DESC, told.id
 LIMIT $5::integer
