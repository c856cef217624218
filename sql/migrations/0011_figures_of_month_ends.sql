-- The figures of month ends lie in an index of their own: 60 entries of a tenant for five years, beside each other, from which
-- trends by month, quarter and year are read without a look at the snapshots. Adding the column rewrites
-- snapshot.dashboard_snapshot once (550,000 snapshots: 11 s), and nobody reads snapshots meanwhile.

-- Members of a metrics document, in the order of snapshot.figure_paths (src/snapshot/figures.cpp): whole numbers with a
-- comma between them, nothing in the place of what is unknown. One that is added later comes last: what was stored before is
-- then too short, which means unknown as well.
CREATE FUNCTION snapshot.figures(metrics jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    severity     jsonb := metrics -> 'severity';
    standing     jsonb := metrics -> 'standing';
    original     jsonb := metrics -> 'ageing_original';
    by_now       jsonb := metrics -> 'ageing_current';
    awaiting     jsonb := metrics -> 'ageing_awaiting';
    compliance   jsonb := metrics -> 'compliance';
    coverage     jsonb := metrics -> 'coverage';
    score        jsonb := metrics -> 'score';
    roll_forward jsonb := metrics -> 'roll_forward';
BEGIN
    RETURN array_to_string(ARRAY[
        severity ->> 'critical_open', severity ->> 'high_open', severity ->> 'medium_open', severity ->> 'low_open',
        severity ->> 'total_open', severity ->> 'in_preparation', severity ->> 'risk_accepted', severity ->> 'closed',
        standing ->> 'with_management', standing ->> 'awaiting_audit',
        original ->> 'not_due', original ->> 'days_1_30', original ->> 'days_31_60', original ->> 'days_61_90',
        original ->> 'days_91_180', original ->> 'days_181_365', original ->> 'days_over_365', original ->> 'no_date',
        original ->> 'overdue',
        by_now ->> 'not_due', by_now ->> 'days_1_30', by_now ->> 'days_31_60', by_now ->> 'days_61_90',
        by_now ->> 'days_91_180', by_now ->> 'days_181_365', by_now ->> 'days_over_365', by_now ->> 'no_date',
        by_now ->> 'overdue',
        awaiting ->> 'days_0_30', awaiting ->> 'days_31_60', awaiting ->> 'days_61_90', awaiting ->> 'days_91_180',
        awaiting ->> 'days_181_365', awaiting ->> 'days_over_365', awaiting ->> 'no_date',
        compliance ->> 'percentage_tenths', compliance ->> 'assessed_tenths', compliance ->> 'compliant',
        compliance ->> 'partial', compliance ->> 'non_compliant', compliance ->> 'pending',
        compliance ->> 'not_applicable', compliance ->> 'review_overdue',
        coverage ->> 'percentage_tenths', coverage ->> 'branches_covered', coverage ->> 'branches_due',
        coverage ->> 'plan_tenths', coverage ->> 'plan_completed', coverage ->> 'plan_due',
        score ->> 'health', score ->> 'finding_tenths', score ->> 'health_band',
        roll_forward ->> 'critical_issued', roll_forward ->> 'high_issued', roll_forward ->> 'medium_issued',
        roll_forward ->> 'low_issued',
        roll_forward ->> 'critical_reopened', roll_forward ->> 'high_reopened', roll_forward ->> 'medium_reopened',
        roll_forward ->> 'low_reopened',
        roll_forward ->> 'critical_returned', roll_forward ->> 'high_returned', roll_forward ->> 'medium_returned',
        roll_forward ->> 'low_returned',
        roll_forward ->> 'critical_closed', roll_forward ->> 'high_closed', roll_forward ->> 'medium_closed',
        roll_forward ->> 'low_closed',
        roll_forward ->> 'critical_no_longer_valid', roll_forward ->> 'high_no_longer_valid',
        roll_forward ->> 'medium_no_longer_valid', roll_forward ->> 'low_no_longer_valid',
        roll_forward ->> 'critical_risk_accepted', roll_forward ->> 'high_risk_accepted',
        roll_forward ->> 'medium_risk_accepted', roll_forward ->> 'low_risk_accepted',
        roll_forward ->> 'critical_deleted', roll_forward ->> 'high_deleted', roll_forward ->> 'medium_deleted',
        roll_forward ->> 'low_deleted',
        roll_forward ->> 'withdrawn'], ',', '');
END $$;

CREATE FUNCTION snapshot.is_month_end(business_date date) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN business_date BETWEEN '0001-01-01' AND '9999-12-31' THEN extract(day FROM business_date + 1) = 1 ELSE false END;

ALTER TABLE snapshot.dashboard_snapshot ADD COLUMN figures text
    GENERATED ALWAYS AS (CASE WHEN snapshot.is_month_end(business_date) THEN snapshot.figures(metrics) END) STORED;
CREATE INDEX dashboard_snapshot_month_ends ON snapshot.dashboard_snapshot (tenant_id, business_date, revision)
    INCLUDE (figures) WHERE figures IS NOT NULL;
