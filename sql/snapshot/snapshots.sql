-- The snapshots of a tenant with what is needed to recompute them.
-- $1 uuid tenant. Rows: ascending by business date and revision; day is the date as text, business_date null where it is
-- none that can be captured (infinite, for one: by somebody's hand); effective_before is the end of the day, null where
-- no settings say when that is; sealed: it has a place in the chain; figures_agree: what trends read of it is what its
-- document says.
-- Tenant: the batch, and $1.
SELECT s.business_date::text AS day, CASE WHEN can_be THEN s.business_date END AS business_date, s.revision, s.known_seq,
       s.definition_version, CASE WHEN can_be THEN tenant.day_start(s.tenant_id, s.business_date + 1) END AS effective_before,
       s.metrics,
       (s.tenant_id, s.business_date, s.revision) IN (SELECT c.tenant_id, c.business_date, c.revision FROM snapshot.change AS c
                                                       WHERE c.tenant_id = $1::uuid) AS sealed,
       s.figures IS NOT DISTINCT FROM CASE WHEN snapshot.is_month_end(s.business_date) THEN snapshot.figures(s.metrics) END
           AS figures_agree
  FROM snapshot.dashboard_snapshot AS s
 CROSS JOIN LATERAL (SELECT s.business_date BETWEEN '0001-01-01' AND '9999-12-31') AS date(can_be)
 WHERE s.tenant_id = $1::uuid
 ORDER BY s.business_date, s.revision
