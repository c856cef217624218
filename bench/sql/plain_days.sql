-- What an application keeps that wants this one chart and nothing else: the same figures in columns of their own.
CREATE SCHEMA bench;
CREATE TABLE bench.plain_day AS
SELECT tenant_id, business_date, (metrics #>> '{severity,critical_open}')::integer AS critical,
       (metrics #>> '{severity,high_open}')::integer AS high, (metrics #>> '{severity,medium_open}')::integer AS medium,
       (metrics #>> '{severity,low_open}')::integer AS low, (metrics #>> '{severity,total_open}')::integer AS total
  FROM snapshot.dashboard_snapshot;
ALTER TABLE bench.plain_day ADD PRIMARY KEY (tenant_id, business_date);
