-- Where the present of a tenant is not what its history says. $1 uuid tenant. Rows: none when all is well.
-- Tenant: the batch, and $1.
SELECT kind, id, difference FROM history.differences($1::uuid)
