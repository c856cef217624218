-- The status of the prior of a repeat at the end of the day that the repeat was found, as known at a sequence number: what
-- record.kind_of_repeat asks for. Null: deleted by then. No row: nothing was recorded of it. The planner puts it into the
-- statement that asks.
CREATE FUNCTION record.prior_when_found(p_tenant_id uuid, p_prior_id uuid, p_found_on date, p_known_seq bigint)
RETURNS TABLE (status text)
LANGUAGE sql STABLE ROWS 1 AS $$
    SELECT CASE WHEN NOT v.deleted THEN v.status END
      FROM history.observation_version AS v
     WHERE v.tenant_id = p_tenant_id AND v.id = p_prior_id AND v.seq <= p_known_seq
       AND v.effective_at < tenant.day_start(p_tenant_id, p_found_on + 1)
     ORDER BY v.effective_at DESC, v.seq DESC, v.ordinal DESC
     LIMIT 1
$$;
