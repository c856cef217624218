-- Waits until no other transaction writes to the tenant; what follows in the transaction sees all that they wrote. Changes
-- nothing. $1 uuid tenant. Rows affected: 0. Tenant: row-level security, and $1.
UPDATE record.engagement SET external_ref = external_ref WHERE tenant_id = $1::uuid AND false
