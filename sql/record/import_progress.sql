-- How far an import has come: each of its files. $1 uuid tenant, $2 uuid import. Rows: none when it never began.
-- Tenant: row-level security, and $1.
SELECT f.id, f.rows_in, i.finished_at
  FROM record.import AS i JOIN record.import_file AS f ON f.tenant_id = i.tenant_id AND f.import_id = i.id
 WHERE i.tenant_id = $1::uuid AND i.id = $2::uuid
