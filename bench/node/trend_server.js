// node trend_server.js CONNINFO PROBE PROCESSES CONNECTIONS: rival of `vouch serve`. Answers the severities at the end of each
// quarter with Fastify and node-postgres, from a plain table (bench/sql/plain_days.sql) by one prepared statement, the text in
// the file PROBE; in so many processes, each with so many connections. As whoever owns the tables: no row-level security. Which
// tenants there are and which quarters it knows from its start.
// Prints "http://127.0.0.1:PORT/" once it can be asked for /trends/SLUG; SIGTERM ends it.
'use strict';
const cluster = require('node:cluster');
const { readFileSync } = require('node:fs');
const fastify = require('fastify');
const { Pool, types } = require('pg');

const [conninfo, probe, processes, connections] = process.argv.slice(2);
types.setTypeParser(types.builtins.DATE, (text) => text); // not a Date at midnight of whatever zone this runs in

const day = { type: 'string' };
const count = { type: 'integer', nullable: true };
const values = { type: 'object', properties: { critical: count, high: count, medium: count, low: count, total: count } };
const day_or_none = { ...day, nullable: true };
const point = { type: 'object', properties: { starts_on: day, ends_on: day, business_date: day_or_none, values } };
const answer = { type: 'object', properties: { tenant: { type: 'string' }, points: { type: 'array', items: point } } };

// First and last days of the quarters from one that begins on `first` to the one with `last`.
const quarters = (first, last) => {
    const text = (day) => day.toISOString().slice(0, 10);
    const starts = [], ends = [];
    const at = new Date(first);
    while (text(at) <= last) {
        starts.push(text(at));
        at.setUTCMonth(at.getUTCMonth() + 3);
        ends.push(text(new Date(at - 86_400_000)));
    }
    return [starts, ends];
};

const serve = async (port) => {
    const said = Object.fromEntries([...conninfo.matchAll(/(\w+)=(?:'([^']*)'|(\S+))/g)].map((m) => [m[1], m[2] ?? m[3]]));
    const pool = new Pool({
        host: said.host, port: Number(said.port), user: said.user, database: said.dbname, max: Number(connections),
        idleTimeoutMillis: 2000, // the cluster has forty for all that are measured
    });
    const tenants = await pool.query('SELECT slug, tenant_id FROM tenant.tenant');
    const id_of = new Map(tenants.rows.map((tenant) => [tenant.slug, tenant.tenant_id]));
    const known = await pool.query('SELECT min(business_date) AS first, max(business_date) AS last FROM bench.plain_day');
    const [starts, ends] = quarters(known.rows[0].first, known.rows[0].last);
    const text = readFileSync(probe, 'utf8');

    const server = fastify({ logger: false });
    server.get('/trends/:slug', { schema: { response: { 200: answer } } }, async (asked, reply) => {
        const tenant_id = id_of.get(asked.params.slug);
        if (!tenant_id) return reply.code(404).send();
        const { rows } = await pool.query({ name: 'probe', text, values: [tenant_id, starts, ends] });
        return {
            tenant: asked.params.slug,
            points: rows.map((row) => (
                { starts_on: row.starts_on, ends_on: row.ends_on, business_date: row.business_date, values: row }
            )),
        };
    });
    return server.listen({ host: '127.0.0.1', port });
};

const main = async () => {
    if (Number(processes) === 1) return console.log(`${await serve(0)}/`);
    if (!cluster.isPrimary) return process.send(await serve(0)); // the port that all processes share
    process.on('SIGTERM', () => process.exit(0)); // the others notice
    const started = Array.from({ length: Number(processes) }, () => cluster.fork());
    for (const each of started) each.on('exit', () => process.exit(3));
    const addresses = await Promise.all(started.map((each) => new Promise((done) => each.on('message', done))));
    console.log(`${addresses[0]}/`);
};

main().catch((failure) => {
    console.error(`trend_server: ${failure.message}`);
    process.exit(3);
});
