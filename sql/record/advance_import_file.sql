-- Counts the rows of a file that a chunk deals with; first in the chunk's transaction, so that a second run of the same
-- import waits here and then finds that it is not alone. $1 uuid tenant, $2 uuid file, $3 bigint rows in before,
-- $4 bigint rows in now, $5 bigint of them loaded, $6 bigint rejected, $7 bigint ignored.
-- Rows affected: 0 when the file is not where it was thought to be. Tenant: row-level security, and $1.
UPDATE record.import_file
   SET rows_in = $4::bigint, rows_loaded = $5::bigint, rows_rejected = $6::bigint, rows_ignored = $7::bigint
 WHERE tenant_id = $1::uuid AND id = $2::uuid AND rows_in = $3::bigint
