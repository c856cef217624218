-- Snapshots whose places (snapshot.change) the chain does not bear out. A place says that a day was taken: without it, one
-- that was retired would be taken again, and with one put in, a day is never captured.
-- $1 uuid tenant. Rows: by seq and id; is_gone: the place was taken away or says another day, else it was put in. None
-- when all is well, nor where what is wrong shows in a snapshot: one is missing, lacks a place, or stands in one put in.
-- Tenant: the batch, and $1.
WITH listed AS (
    SELECT c.seq, change.ordinal, change.id
      FROM seal.change_set AS c CROSS JOIN LATERAL unnest(c.kinds, c.ids) WITH ORDINALITY AS change(kind, id, ordinal)
     WHERE c.tenant_id = $1::uuid AND change.kind = 'snapshot' AND change.id IS NOT NULL
), place AS (
    SELECT seq, ordinal, CASE WHEN business_date BETWEEN '0001-01-01' AND '9999-12-31' THEN seal.date_text(business_date)
                              ELSE business_date::text END || '/' || revision AS id
      FROM snapshot.change WHERE tenant_id = $1::uuid
), retired AS (
    SELECT jsonb_path_query(v.snapshots, 'lax $[*].id') #>> '{}' AS id
      FROM history.retirement_version AS v WHERE v.tenant_id = $1::uuid
), present AS (
    SELECT CASE WHEN s.business_date BETWEEN '0001-01-01' AND '9999-12-31' THEN seal.date_text(s.business_date)
                ELSE s.business_date::text END || '/' || s.revision AS id
      FROM snapshot.dashboard_snapshot AS s WHERE s.tenant_id = $1::uuid
)
SELECT listed.id, listed.seq, true AS is_gone
  FROM listed LEFT JOIN place USING (seq, ordinal)
 WHERE listed.id IS DISTINCT FROM place.id
   AND (listed.id IN (SELECT retired.id FROM retired) OR listed.id IN (SELECT elsewhere.id FROM place AS elsewhere))
UNION ALL
SELECT place.id, place.seq, false
  FROM place LEFT JOIN listed USING (seq, ordinal)
 WHERE listed.id IS NULL AND place.id NOT IN (SELECT present.id FROM present)
 ORDER BY seq, id
