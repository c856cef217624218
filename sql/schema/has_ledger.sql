-- Whether anything was ever deployed to this database. Rows: one. Tenant: none.
SELECT to_regclass('db.migration') IS NOT NULL AS there
