// node queue_rival.mjs pg-boss|graphile CONNINFO COMMAND [NUMBER]: rival of the job engine. COMMAND is
//   install          makes its schema and its queue
//   enqueue N        puts N jobs into the queue, in batches: "per_s X"
//   drain N          runs N jobs that do nothing: "per_s X", from the first question on, connections and programs are warm
//   latency N        N jobs one by one, each put to a worker that has nothing to do: "p50_ms X p99_ms Y", from before the call
//                    that enqueues to the first line of the handler
//   sustain SECONDS  enqueues and runs at the same time, with at most 20,000 that wait: "per_s X"
//   fair N           N jobs are there, then 50 more come, of others; "p95_ms X": how long those waited. Neither engine tells
//                    tenants apart
// What each engine does, and with which settings, is in pg_boss.mjs and graphile.mjs.
import { setTimeout as pause } from 'node:timers/promises';

const waiting_max = 20000;
const enqueue_batch = 1000;
const latecomers = 50;

const [name, conninfo, command, number] = process.argv.slice(2);
const said = Object.fromEntries([...conninfo.matchAll(/(\w+)=(?:'([^']*)'|(\S+))/g)].map((m) => [m[1], m[2] ?? m[3]]));
const connect = { host: said.host, port: Number(said.port), user: said.user, database: said.dbname };
const { engine } = await import(name === 'pg-boss' ? './pg_boss.mjs' : './graphile.mjs');

const now_ms = () => Number(process.hrtime.bigint()) / 1e6;
const payloads = (count, mark) => Array.from({ length: count }, (_, n) => ({ n, ...mark }));

/// The value that a part of the others is not above.
const quantile = (values, part) => values.sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))];

const enqueue_all = async (on, count) => {
    let left = count;
    const put = async () => {
        while (left > 0) {
            const size = Math.min(left, engine.enqueue_batch);
            left -= size;
            await on.enqueue(payloads(size));
        }
    };
    await Promise.all(Array.from({ length: engine.enqueue_at_once }, put));
};

const commands = {
    async install() {
        await engine.install(connect);
    },

    async enqueue(count) {
        const on = await engine.open(connect, {});
        const begun = now_ms();
        await enqueue_all(on, count);
        console.log(`per_s ${(count / (now_ms() - begun)) * 1e3}`);
        await on.close();
    },

    async drain(count) {
        let done = 0;
        let ended;
        const end = new Promise((resolve) => { ended = resolve; });
        const on = await engine.open(connect, {});
        const begun = now_ms();
        await on.work((jobs) => {
            done += jobs.length;
            if (done >= count) ended();
        });
        await end;
        await on.settled();
        console.log(`per_s ${(count / (now_ms() - begun)) * 1e3}`);
        await on.close();
    },

    async latency(count) {
        let begun = 0;
        let heard;
        const waits = [];
        const on = await engine.open(connect, { idle: true });
        await on.work(() => heard(now_ms()));
        await pause(2000); // it listens, and has looked
        for (let n = 0; n < count + 20; ++n) {
            const started = new Promise((resolve) => { heard = resolve; });
            begun = now_ms();
            await on.enqueue_one({ n });
            const wait = (await started) - begun;
            if (n >= 20) waits.push(wait); // the first ones are compiled
            await pause(20 + Math.random() * 20);
        }
        console.log(`p50_ms ${quantile(waits, 0.5)} p99_ms ${quantile(waits, 0.99)}`);
        await on.close();
    },

    async sustain(seconds) {
        let done = 0;
        let put = 0;
        let over = false;
        const on = await engine.open(connect, {});
        await on.work((jobs) => { done += jobs.length; });
        const feed = async () => {
            while (!over) {
                if (put - done >= waiting_max) {
                    await pause(1);
                    continue;
                }
                put += enqueue_batch;
                await on.enqueue(payloads(enqueue_batch));
            }
        };
        const begun = now_ms();
        const feeding = feed();
        await pause(seconds * 1e3);
        console.log(`per_s ${(done / (now_ms() - begun)) * 1e3}`);
        over = true;
        await feeding;
        await on.close();
    },

    async fair(count) {
        const waits = [];
        let put_at = 0;
        let ended;
        const end = new Promise((resolve) => { ended = resolve; });
        const on = await engine.open(connect, {});
        await enqueue_all(on, count);
        put_at = now_ms();
        for (const each of payloads(latecomers, { late: true })) await on.enqueue([each]);
        await on.work((jobs) => {
            for (const each of jobs) if (each.late) waits.push(now_ms() - put_at);
            if (waits.length === latecomers) ended();
        });
        await end;
        console.log(`p95_ms ${quantile(waits, 0.95)}`);
        await on.close();
    },
};

try {
    await commands[command](Number(number));
    process.exit(0);
} catch (failure) {
    console.error(`queue_rival: ${failure.stack}`);
    process.exit(3);
}
