-- Whether the embedded cluster has its database. Rows: one. Tenant: none.
SELECT EXISTS (SELECT FROM pg_database WHERE datname = 'vouch') AS there
