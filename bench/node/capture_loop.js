// node capture_loop.js CONNINFO BANKS [--reads-alone | --steps-by-number]: rival of a capture. A loop over the banks, ten at a time, that makes for each the
// as-of reads that a capture asks the present for (observations, their steps, requirements, branches, engagements) with prepared
// statements, works the same figures out of them (metrics.js), and writes a plain row. As whoever owns the tables: no
// row-level security, no chain.
// With --reads-alone PostgreSQL counts what the reads find, and nothing is worked out or written: what is left for
// whoever makes these reads bank by bank, in any language.
// With --steps-by-number steps are read as the numbers that Vouch keeps of them (record.step), and not as the columns that they
// are told by, of which bench/sql/steps_of_rival.sql makes an index.
// Prints "milliseconds N" for one pass; connections are open and statements prepared before.
'use strict';
const { Pool, types } = require('pg');
const { document_of } = require('./metrics.js');

const at_a_time = 10;
const known_seq = 111;
const effective_before = '2025-05-31T18:30:00Z';
const business_date = '2025-05-31';
const year_starts_on = '2025-04-01';

types.setTypeParser(types.builtins.DATE, (text) => text); // not a Date at midnight of whatever zone this runs in

// The rows of a source in force at an instant.
const as_of = (kind, columns) => `
    SELECT ${columns}
      FROM (SELECT DISTINCT ON (id) deleted, ${columns}
              FROM history.${kind}_version
             WHERE tenant_id = $1::uuid AND effective_at < $2::timestamptz AND seq <= $3::bigint
             ORDER BY id, effective_at DESC, seq DESC, ordinal DESC) AS state
     WHERE NOT deleted`;

const reads = {
    observation: as_of('observation', 'status, severity, original_due_on, due_on, implemented_on'),
    step: process.argv[4] === '--steps-by-number' ? `
        SELECT DISTINCT ON (id, effective_at) step
          FROM history.observation_version
         WHERE tenant_id = $1::uuid AND effective_at < $2::timestamptz AND seq <= $3::bigint AND step IS NOT NULL
         ORDER BY id, effective_at DESC, seq DESC, ordinal DESC` : `
        SELECT DISTINCT ON (id, effective_at) status, deleted, severity, was_status, was_deleted, was_severity
          FROM history.observation_version
         WHERE tenant_id = $1::uuid AND effective_at < $2::timestamptz AND seq <= $3::bigint
           AND (restates OR record.standing(was_status, was_deleted) <> record.standing(status, deleted)
                OR was_severity <> severity)
         ORDER BY id, effective_at DESC, seq DESC, ordinal DESC`,
    requirement: as_of('requirement', 'status, next_review_on'),
    branch: as_of('branch', 'id, active_from, active_to'),
    engagement: as_of('engagement', 'branch_id, status, completed_on, scheduled_on'),
};
const write = `
    INSERT INTO bench.plain_snapshot (tenant_id, business_date, revision, slot_at, known_seq, captured_at, origin,
                                      definition_version, settings_seq, metrics)
    VALUES ($1, '${business_date}', $2, now(), ${known_seq}, now(), 'observed', 2, 1, $3)`;

const reads_alone = process.argv[4] === '--reads-alone';
const counted = (text) => (reads_alone ? `SELECT count(*) FROM (${text}) AS found` : text);

const capture = async (client, bank, revision) => {
    const rows = {};
    for (const [name, text] of Object.entries(reads)) {
        const found = await client.query({ name, text: counted(text), values: [bank, effective_before, known_seq] });
        rows[name] = found.rows;
    }
    if (reads_alone) return;
    const metrics = document_of(rows, business_date, year_starts_on);
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
