// graphile-worker at its best: a local queue, completion in batches, jobs enter by addJobs() a thousand at a time, and it is
// silent. Concurrency and sizes are those that were fastest here, near what its own pages on performance recommend. A worker
// that has nothing to do is woken by NOTIFY, and has no local queue, which would delay it.
import pg from 'pg';
import { Logger, makeWorkerUtils, run, runMigrations } from 'graphile-worker';

const task = 'nothing';
const silent = new Logger(() => () => {});
const batching = {
    concurrentJobs: 24,
    localQueue: { size: 500 },
    completeJobBatchDelay: 0,
    failJobBatchDelay: 0,
};

export const engine = {
    enqueue_batch: 2000,
    enqueue_at_once: 2,

    async install(connect) {
        const pgPool = new pg.Pool({ ...connect, max: 2 }).on('error', () => {}).on('connect', () => {});
        await runMigrations({ pgPool, logger: silent });
        await pgPool.end();
    },

    async open(connect, { idle }) {
        const pgPool = new pg.Pool({ ...connect, max: 25 });
        pgPool.on('error', () => {}).on('connect', () => {});
        const worker = { logger: silent, pollInterval: 500, ...(idle ? { concurrentJobs: 1 } : batching) };
        const adding = await makeWorkerUtils({ pgPool, logger: silent });
        let runner;
        return {
            enqueue: (payloads) => adding.addJobs(payloads.map((payload) => ({ identifier: task, payload }))),
            enqueue_one: (payload) => adding.addJob(task, payload),
            async work(handle) {
                const taskList = { [task]: (payload) => { handle([payload]); } };
                runner = await run({ pgPool, preset: { worker }, taskList });
            },
            async settled() {
                if (runner) await runner.stop();
                runner = null;
            },
            async close() {
                await this.settled();
                await adding.release();
                await pgPool.end();
            },
        };
    },
};
