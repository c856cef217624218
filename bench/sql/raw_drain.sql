-- Takes jobs of the plainest queue and deletes them, by one statement. $1 integer: how many at most. Rows: none.
WITH taken AS MATERIALIZED (
    SELECT ctid FROM bench.raw_job ORDER BY id LIMIT $1::integer FOR UPDATE SKIP LOCKED
)
DELETE FROM bench.raw_job WHERE ctid = ANY (ARRAY(SELECT ctid FROM taken))
