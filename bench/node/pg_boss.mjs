// pg-boss at its best: the queue has a table of its own (partition), each of several fetchers takes a thousand jobs and
// completes them by one statement, jobs enter by insert() without their ids being returned, and nothing of telemetry,
// schedules or supervision runs beside. A worker that has nothing to do is woken by NOTIFY.
import { PgBoss } from 'pg-boss';

const queue = 'nothing';
const fetch_batch = 1000;
const fetchers = 3;

const make = (connect, more) => {
    const boss = new PgBoss({
        ...connect, max: 10, supervise: false, schedule: false, migrate: false, openTelemetry: { enabled: false }, ...more,
    });
    boss.on('error', (failure) => { console.error(failure); });
    return boss;
};

export const engine = {
    enqueue_batch: 2000,
    enqueue_at_once: 2,

    async install(connect) {
        const boss = make(connect, { migrate: true });
        await boss.start();
        await boss.createQueue(queue, { partition: true, notify: false });
        await boss.createQueue(`${queue}-idle`, { partition: true, notify: true });
        await boss.stop({ graceful: false });
    },

    async open(connect, { idle }) {
        const boss = make(connect, idle ? { useListenNotify: true } : {});
        await boss.start();
        const name = idle ? `${queue}-idle` : queue;
        let over = false;
        const fetching = [];
        const fetch_and_complete = async (handle) => {
            while (!over) {
                const jobs = await boss.fetch(name, { batchSize: fetch_batch });
                if (jobs.length === 0) {
                    await new Promise((resolve) => { setTimeout(resolve, 1); });
                    continue;
                }
                handle(jobs.map((each) => each.data));
                await boss.complete(name, jobs.map((each) => each.id));
            }
        };
        return {
            enqueue: (payloads) => boss.insert(name, payloads.map((data) => ({ data })), { returnId: false }),
            enqueue_one: (payload) => boss.send(name, payload),
            async work(handle) {
                if (idle) {
                    await boss.work(name, { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 0.5 },
                        async (jobs) => handle(jobs.map((each) => each.data)));
                } else {
                    for (let n = 0; n < fetchers; ++n) fetching.push(fetch_and_complete(handle));
                }
            },
            async settled() {
                over = true;
                await Promise.all(fetching);
            },
            async close() {
                await this.settled();
                await boss.stop({ graceful: false });
            },
        };
    },
};
