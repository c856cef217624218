-- Makes the table for record.stage_repeats; apart for the reason of record.make_staged_series.
-- Tenant: none entered; the table is of this transaction alone.
CREATE TEMPORARY TABLE staged_repeat (id uuid, was uuid, becomes uuid, ours boolean) ON COMMIT DROP
