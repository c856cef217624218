-- In this transaction nobody is waited for longer than $1 integer ms. Rows: one. Tenants: none.
SELECT set_config('lock_timeout', $1::integer::text, true) AS lock_timeout
