-- The versions of one kind that a range of change sets lists, whole: every column is sealed.
-- $1 uuid tenant, $2 bigint first seq, $3 bigint last seq (inclusive). Rows: ascending by seq, ordinal.
-- Tenant: the batch, and $1. Placeholder: {version_table}.
SELECT v.* FROM {version_table} AS v
 WHERE v.tenant_id = $1::uuid AND v.seq BETWEEN $2::bigint AND $3::bigint
 ORDER BY v.seq, v.ordinal
