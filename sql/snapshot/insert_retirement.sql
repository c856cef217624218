-- Takes away the snapshots of a tenant that may go by the rules as of now: the retirement that is written lists them, and a
-- trigger deletes what it lists.
-- $1 uuid tenant, $2 uuid id of the retirement, $3 integer how many days are kept whole, $4 timestamptz now.
-- Rows: how many go. None when there is nothing that may go. Tenant: the batch, and $1.
INSERT INTO snapshot.retirement (tenant_id, id, keep_days, snapshots)
SELECT $1::uuid, $2::uuid, $3::integer, gone.listed
  FROM snapshot.retirable($1::uuid, $3::integer, tenant.business_date($1::uuid, $4::timestamptz)) AS gone(listed)
 WHERE gone.listed IS NOT NULL
RETURNING jsonb_array_length(snapshots) AS retired
