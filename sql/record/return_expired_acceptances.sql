-- Observations whose risk was accepted until a day that has come are issued again: since the start of that day, however late
-- this runs. The transaction states that rows say since when. $1 uuid tenant, $2 timestamptz now. Rows affected: how many.
-- Tenant: row-level security, and $1.
UPDATE record.observation
   SET status = 'ISSUED', risk_accepted_until = NULL, version = version + 1,
       effective_at = tenant.day_start($1::uuid, risk_accepted_until)
 WHERE tenant_id = $1::uuid AND status = 'RISK_ACCEPTED' AND risk_accepted_until <= tenant.business_date($1::uuid, $2::timestamptz)
