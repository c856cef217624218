-- Makes the database of the embedded cluster. Rows: none. Tenant: none.
CREATE DATABASE vouch OWNER vouch_owner
