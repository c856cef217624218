// The metrics document of docs/metrics.md, worked out in JavaScript from the rows that are in force, as the loop of
// capture_loop.js reads them: what somebody writes who keeps no figures in SQL. spine_bench checks that it says the same
// as ours. Dates are text, YYYY-MM-DD; settings are the defaults.
'use strict';

const outstanding = new Set(['ISSUED', 'RESPONSE', 'COMPLIANCE']);
const with_management = new Set(['ISSUED', 'RESPONSE']);
const in_preparation = new Set(['DRAFT', 'SUBMITTED', 'REVIEWED']);
const severities = ['critical', 'high', 'medium', 'low'];
const weights = { critical: 15, high: 8, medium: 3, low: 1 };

const days_from = (date, until) => (Date.parse(until) - Date.parse(date)) / 86_400_000;
const a_year_after = (date) => {
    const moved = `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`;
    const leap = (year) => new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
    return moved.endsWith('02-29') && !leap(Number(moved.slice(0, 4))) ? moved.replace('02-29', '02-28') : moved;
};
const zeros = (names) => Object.fromEntries(names.map((name) => [name, 0]));

// One rounding, half up; the ends only when exact.
const tenths = (part, whole) => {
    if (part === null || whole === null || whole === 0) return null;
    const rounded = Math.floor((2000 * part + whole) / (2 * whole));
    return part > 0 && part < whole ? Math.min(999, Math.max(1, rounded)) : rounded;
};

const ages = ['days_1_30', 'days_31_60', 'days_61_90', 'days_91_180', 'days_181_365', 'days_over_365'];
const age_of = (days) =>
    ages[days <= 30 ? 0 : days <= 60 ? 1 : days <= 90 ? 2 : days <= 180 ? 3 : days <= 365 ? 4 : 5];
const count_overdue = (into, due_on, day) => {
    if (due_on === null) into.no_date += 1;
    else if (due_on >= day) into.not_due += 1;
    else {
        into[age_of(days_from(due_on, day))] += 1;
        into.overdue += 1;
    }
};

const standing_of = (status, deleted) =>
    deleted ? 'gone'
    : status === null || in_preparation.has(status) || status === 'WITHDRAWN' ? 'before'
    : outstanding.has(status) ? 'outstanding'
    : status === 'CLOSED' ? 'closed'
    : status === 'NO_LONGER_VALID' ? 'invalid'
    : 'accepted';
// The digits of record.step(); what was withdrawn counts as what was never issued.
const standing_of_digit = [null, 'before', 'outstanding', 'closed', 'invalid', 'accepted', 'before', 'gone'];
const severity_of_digit = [null, 'low', 'medium', 'high', 'critical'];
const told_by_columns = ({ status, deleted, severity, was_status, was_deleted, was_severity }) => ({
    from: standing_of(was_status, was_deleted),
    to: standing_of(status, deleted),
    now: severity.toLowerCase(),
    was: was_severity === null ? null : was_severity.toLowerCase(),
    withdraws: status === 'WITHDRAWN' && was_status !== 'WITHDRAWN' && !deleted && !was_deleted,
});
const told_by_number = ({ step }) => {
    const came = Math.floor(step / 1000), went = Math.floor(step / 100) % 10;
    return {
        from: standing_of_digit[came],
        to: standing_of_digit[went],
        now: severity_of_digit[Math.floor(step / 10) % 10],
        was: severity_of_digit[step % 10],
        withdraws: went === 6 && came !== 6 && came !== 7,
    };
};
const into_outstanding = { before: 'issued', closed: 'reopened', accepted: 'returned' };
const taken_back_into = { invalid: 'no_longer_valid', gone: 'deleted' };
const out_of_outstanding = { closed: 'closed', invalid: 'no_longer_valid', accepted: 'risk_accepted', gone: 'deleted' };

const observations = (rows, day) => {
    const severity = zeros([...severities.map((s) => `${s}_open`), 'total_open', 'in_preparation', 'risk_accepted', 'closed', 'total']);
    const standing = zeros(['with_management', 'awaiting_audit', ...severities.map((s) => `${s}_accepted`)]);
    const ageing = () => zeros(['not_due', ...ages, 'no_date', 'overdue']);
    const original = ageing(), current = ageing();
    const waiting = zeros(['days_0_30', ...ages.slice(1), 'no_date']);
    for (const { status, severity: worded, original_due_on, due_on, implemented_on } of rows) {
        const name = worded.toLowerCase();
        if (outstanding.has(status)) {
            severity[`${name}_open`] += 1;
            severity.total_open += 1;
        }
        if (in_preparation.has(status)) severity.in_preparation += 1;
        else if (status !== 'WITHDRAWN') severity.total += 1;
        if (status === 'CLOSED') severity.closed += 1;
        if (status === 'RISK_ACCEPTED') {
            severity.risk_accepted += 1;
            standing[`${name}_accepted`] += 1;
        }
        if (with_management.has(status)) {
            standing.with_management += 1;
            count_overdue(original, original_due_on, day);
            count_overdue(current, due_on, day);
        } else if (status === 'COMPLIANCE') {
            standing.awaiting_audit += 1;
            const age = implemented_on === null ? 'no_date' : age_of(days_from(implemented_on, day));
            waiting[age === 'days_1_30' ? 'days_0_30' : age] += 1;
        }
    }
    return { severity, standing, ageing_original: original, ageing_current: current, ageing_awaiting: waiting };
};

const compliance = (rows, day) => {
    const words = { COMPLIANT: 'compliant', PARTIAL: 'partial', NON_COMPLIANT: 'non_compliant', PENDING: 'pending', NOT_APPLICABLE: 'not_applicable' };
    const counted = zeros([...Object.values(words), 'total', 'review_overdue']);
    for (const { status, next_review_on } of rows) {
        counted[words[status]] += 1;
        counted.total += 1;
        if (status !== 'NOT_APPLICABLE' && next_review_on !== null && next_review_on < day) counted.review_overdue += 1;
    }
    const applicable = counted.total - counted.not_applicable;
    return {
        ...counted,
        percentage_tenths: tenths(counted.compliant, applicable),
        assessed_tenths: tenths(counted.compliant + counted.partial + counted.non_compliant, applicable),
    };
};

const coverage = (branches, engagements, day, year_starts_on) => {
    const counted = zeros(['branches_active', 'branches_due', 'branches_covered', 'engagements_completed', 'plan_due', 'plan_completed']);
    const fresh = new Set();
    for (const { branch_id, status, completed_on, scheduled_on } of engagements) {
        const completed = status === 'COMPLETED';
        if (completed && completed_on !== null && completed_on <= day) {
            counted.engagements_completed += 1;
            if (day < a_year_after(completed_on)) fresh.add(branch_id);
        }
        if (status === 'CANCELLED' || scheduled_on === null || scheduled_on < year_starts_on || scheduled_on > day) continue;
        counted.plan_due += 1;
        if (completed) counted.plan_completed += 1;
    }
    for (const { id, active_from, active_to } of branches) {
        if ((active_from !== null && active_from > day) || (active_to !== null && active_to < day)) continue;
        counted.branches_active += 1;
        if (active_from !== null && a_year_after(active_from) > day) continue;
        counted.branches_due += 1;
        if (fresh.has(id)) counted.branches_covered += 1;
    }
    return {
        ...counted,
        percentage_tenths: tenths(counted.branches_covered, counted.branches_due),
        plan_tenths: tenths(counted.plan_completed, counted.plan_due),
    };
};

const score = ({ severity, standing }, complied, covered) => {
    let points = 0;
    for (const s of severities) points += weights[s] * (severity[`${s}_open`] + standing[`${s}_accepted`]);
    const branches = covered.branches_active;
    const known = covered.engagements_completed > 0 && branches > 0;
    const left = Math.max(0, 100 * branches - points);
    const applicable = complied.total - complied.not_applicable;
    let health = null;
    if (known && applicable > 0 && covered.branches_due > 0) {
        const whole = applicable * branches * covered.branches_due;
        const part = 40 * complied.compliant * branches * covered.branches_due + (35 * left * applicable * covered.branches_due) / 100
            + 25 * covered.branches_covered * applicable * branches;
        health = Math.floor((2 * part + whole) / (2 * whole));
    }
    return {
        points,
        finding_tenths: known ? tenths(left, 100 * branches) : null,
        health,
        health_band: health === null ? null : health >= 81 ? 1 : health >= 61 ? 2 : health >= 41 ? 3 : 4,
    };
};

const roll_forward = (steps) => {
    const flows = ['issued', 'reopened', 'returned', 'reclassified_in', 'reclassified_out', 'closed', 'no_longer_valid', 'risk_accepted', 'deleted'];
    const moved = zeros(['withdrawn', ...severities.flatMap((s) => flows.map((flow) => `${s}_${flow}`))]);
    for (const row of steps) {
        const { from, to, now, was, withdraws } = row.step === undefined ? told_by_columns(row) : told_by_number(row);
        if (withdraws) moved.withdrawn += 1;
        if (from === to) {
            if (from !== 'outstanding' || was === now) continue;
            moved[`${was}_reclassified_out`] += 1;
            moved[`${now}_reclassified_in`] += 1;
            continue;
        }
        if ((from === 'gone' && to !== 'outstanding') || (to === 'gone' && from !== 'outstanding')) continue;
        const left_as = from === 'outstanding' ? was : now;
        if (from !== 'outstanding') {
            if (into_outstanding[from]) moved[`${now}_${into_outstanding[from]}`] += 1;
            else moved[`${now}_${taken_back_into[from]}`] -= 1;
        }
        if (to !== 'outstanding') {
            if (to === 'before') moved[`${left_as}_issued`] -= 1;
            else moved[`${left_as}_${out_of_outstanding[to]}`] += 1;
        }
    }
    return moved;
};

const document_of = (rows, day, year_starts_on) => {
    const stood = observations(rows.observation, day);
    const complied = compliance(rows.requirement, day);
    const covered = coverage(rows.branch, rows.engagement, day, year_starts_on);
    return {
        ...stood,
        compliance: complied,
        coverage: covered,
        score: score(stood, complied, covered),
        roll_forward: roll_forward(rows.step),
    };
};

module.exports = { document_of };
