-- Makes the table for record.stage_series. A statement of its own: inserted into, it is planned for any tenant, which
-- CREATE TABLE AS is not (docs/decisions/0008). Tenant: none entered; the table is of this transaction alone.
CREATE TEMPORARY TABLE staged_series (
    id uuid, series uuid, found_on date, ordinality bigint, left_series uuid, was uuid
) ON COMMIT DROP
