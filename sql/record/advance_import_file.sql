-- Counts the rows of a file that a chunk dealt with. $1 uuid tenant, $2 uuid file, $3 bigint rows in so far, $4 bigint of
-- them loaded, $5 bigint rejected, $6 boolean whether the file is at its end. Tenant: row-level security, and $1.
UPDATE record.import_file
   SET rows_in = $3::bigint, rows_loaded = $4::bigint, rows_rejected = $5::bigint, finished = $6::boolean
 WHERE tenant_id = $1::uuid AND id = $2::uuid
