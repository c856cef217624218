// node capture_loop.js CONNINFO BANKS: rival of a capture. A loop over the banks, ten at a time, that makes for each the
// as-of reads that a capture makes (observations, their steps, requirements, branches, engagements), counted by the
// database with prepared statements, and writes a plain row. As whoever owns the tables: no row-level security, no chain.
// Prints "milliseconds N" for one pass; connections are open and statements prepared before.
'use strict';
const { Pool } = require('pg');

const at_a_time = 10;
const known_seq = 111;
const effective_before = '2025-05-31T18:30:00Z';
const business_date = '2025-05-31';

// The state of a source as of an instant, and what is counted of it.
const as_of = (kind, columns, counts) => `
    SELECT ${counts}
      FROM (SELECT DISTINCT ON (id) deleted, ${columns}
              FROM history.${kind}_version
             WHERE tenant_id = $1::uuid AND effective_at < $2::timestamptz AND seq <= $3::bigint
             ORDER BY id, effective_at DESC, seq DESC, ordinal DESC) AS state
     WHERE NOT deleted`;
const where = (name, predicate) => `count(*) FILTER (WHERE ${predicate}) AS ${name}`;
const outstanding = "status IN ('ISSUED', 'RESPONSE', 'COMPLIANCE')";
const with_management = "status IN ('ISSUED', 'RESPONSE')";

const reads = {
    observation: as_of('observation', 'status, severity, original_due_on, due_on, implemented_on', [
        ...['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'].map((s) => where(`${s}_open`, `${outstanding} AND severity = '${s}'`)),
        where('closed', "status = 'CLOSED'"),
        where('overdue_original', `${with_management} AND original_due_on < '${business_date}'`),
        where('overdue_current', `${with_management} AND due_on < '${business_date}'`),
        where('awaiting_over_30', `status = 'COMPLIANCE' AND implemented_on < date '${business_date}' - 30`),
    ].join(', ')),
    step: `
        SELECT ${where('issued', `was_status = 'REVIEWED' AND ${outstanding}`)}, ${where('closed', "status = 'CLOSED'")}
          FROM (SELECT DISTINCT ON (id, effective_at) status, was_status
                  FROM history.observation_version
                 WHERE tenant_id = $1::uuid AND effective_at < $2::timestamptz AND seq <= $3::bigint
                   AND (restates OR record.standing(was_status, was_deleted) <> record.standing(status, deleted)
                        OR was_severity <> severity)
                 ORDER BY id, effective_at DESC, seq DESC, ordinal DESC) AS step`,
    requirement: as_of('requirement', 'status, next_review_on', [
        ...['COMPLIANT', 'PARTIAL', 'NON_COMPLIANT', 'PENDING', 'NOT_APPLICABLE'].map((s) => where(s, `status = '${s}'`)),
        where('review_overdue', `next_review_on < '${business_date}'`),
    ].join(', ')),
    branch: as_of('branch', 'active_from', where('active', `active_from <= '${business_date}'`)),
    engagement: as_of('engagement', 'status, completed_on', [
        where('completed', "status = 'COMPLETED'"),
        where('fresh', `completed_on > date '${business_date}' - 365`),
    ].join(', ')),
};
const write = `
    INSERT INTO bench.plain_snapshot (tenant_id, business_date, revision, slot_at, known_seq, captured_at, origin,
                                      definition_version, settings_seq, metrics)
    VALUES ($1, '${business_date}', $2, now(), ${known_seq}, now(), 'observed', 2, 1, $3)`;

const capture = async (client, bank, revision) => {
    const metrics = {};
    for (const [name, text] of Object.entries(reads)) {
        const found = await client.query({ name, text, values: [bank, effective_before, known_seq] });
        metrics[name] = found.rows[0];
    }
    await client.query({ name: 'write', text: write, values: [bank, revision, metrics] });
};

const main = async () => {
    const [conninfo, count] = process.argv.slice(2);
    const said = Object.fromEntries([...conninfo.matchAll(/(\w+)=(?:'([^']*)'|(\S+))/g)].map((m) => [m[1], m[2] ?? m[3]]));
    const pool = new Pool({ host: said.host, port: Number(said.port), user: said.user, database: said.dbname, max: at_a_time });
    const banks = Array.from({ length: Number(count) }, (_, n) => `00000000-0000-4000-8000-${100000000001 + n}`);
    const clients = await Promise.all(Array.from({ length: at_a_time }, () => pool.connect()));
    const last = await last_revision(clients[0]);
    await Promise.all(clients.map((client, n) => capture(client, banks[n % banks.length], last + 1 + n)));

    const revision = last + 1 + at_a_time;
    const begun = process.hrtime.bigint();
    let next = 0;
    await Promise.all(clients.map(async (client) => {
        while (next < banks.length) await capture(client, banks[next++], revision);
    }));
    console.log(`milliseconds ${Number(process.hrtime.bigint() - begun) / 1e6}`);
    for (const client of clients) client.release();
    await pool.end();
};

// Each pass writes rows of its own: the highest revision there is.
const last_revision = async (client) => {
    const found = await client.query('SELECT coalesce(max(revision), 0) AS last FROM bench.plain_snapshot');
    return found.rows[0].last;
};

main().catch((failure) => {
    console.error(`capture_loop: ${failure.message}`);
    process.exit(3);
});
