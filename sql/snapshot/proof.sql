-- A snapshot and its proof: from what it was computed, and which link of the chain lists it with which digest.
-- $1 uuid tenant, $2 date business date, $3 integer revision (null: the one that counts as reported).
-- Rows: none or one; the columns of the link are null for a snapshot that stands in none, by somebody's hand.
-- Tenant: row-level security, and $1 as well.
SELECT s.business_date, s.revision,
       (SELECT count(*) FROM snapshot.dashboard_snapshot AS every
         WHERE every.tenant_id = $1::uuid AND every.business_date = s.business_date)::integer AS revisions,
       s.slot_at, s.captured_at, s.known_seq,
       (SELECT known.recorded_at FROM seal.change_set AS known
         WHERE known.tenant_id = $1::uuid AND known.seq = s.known_seq) AS known_at,
       s.origin, s.definition_version, s.settings_seq, link.seq, link.recorded_at, link.actor, link.reason, link.hash,
       link.previous_hash, link.digests[place.ordinal] AS digest,
       ARRAY(SELECT p.label FROM snapshot.sealed_period AS p
              WHERE p.tenant_id = $1::uuid AND p.ends_on = s.business_date AND p.revision = s.revision
              ORDER BY p.starts_on) AS reported_in,
       s.revised, s.metrics
  FROM snapshot.dashboard_snapshot AS s
  LEFT JOIN LATERAL (SELECT c.seq, c.ordinal FROM snapshot.change AS c
                      WHERE c.tenant_id = $1::uuid AND c.business_date = s.business_date AND c.revision = s.revision
                      LIMIT 1) AS place ON true
  LEFT JOIN LATERAL (SELECT * FROM seal.change_set AS c
                      WHERE c.tenant_id = $1::uuid AND c.seq = place.seq LIMIT 1) AS link ON true
 WHERE s.tenant_id = $1::uuid AND s.business_date = $2::date
   AND s.revision = coalesce($3::integer, (SELECT r.revision FROM snapshot.reported_snapshot AS r
                                            WHERE r.tenant_id = $1::uuid AND r.business_date = $2::date))
