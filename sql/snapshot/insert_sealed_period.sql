-- Records that a period was reported with a revision of the snapshot of its last day.
-- $1 uuid tenant, $2 uuid id, $3 text grain, $4 text label, $5 date first day, $6 date last day, $7 integer revision.
INSERT INTO snapshot.sealed_period (tenant_id, id, grain, label, starts_on, ends_on, revision)
VALUES ($1::uuid, $2::uuid, $3::text, $4::text, $5::date, $6::date, $7::integer)
