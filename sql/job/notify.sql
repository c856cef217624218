-- Tells the workers that listen that there are new jobs. Without waiting for the disk: nothing is written. $1 text[] queues. Rows: the
-- queues that exist. Tenants: none. By any role: job.notify() alone reads the list of queues.
SELECT name AS queue FROM job.notify($1::text[]) AS name
