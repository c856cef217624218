-- What a period opens and closes with, as reported (snapshot.reported_snapshot): the snapshot of the day before it, and its
-- last one.
-- $1 uuid tenant, $2 date first day, $3 date last day. Rows: one; the columns of a snapshot that is not there are null.
-- Tenant: row-level security, and $1 as well.
SELECT opening.business_date AS opening_date, opening.known_seq AS opening_seq, opening.metrics AS opening_metrics,
       closing.business_date AS closing_date, closing.known_seq AS closing_seq, closing.origin AS closing_origin,
       closing.metrics AS closing_metrics
  FROM (SELECT) AS one
  LEFT JOIN snapshot.reported_snapshot AS opening
         ON opening.tenant_id = $1::uuid AND opening.business_date = $2::date - 1
  LEFT JOIN LATERAL (SELECT * FROM snapshot.reported_snapshot AS s
                      WHERE s.tenant_id = $1::uuid AND s.business_date BETWEEN $2::date AND $3::date
                      ORDER BY s.business_date DESC LIMIT 1) AS closing ON true
