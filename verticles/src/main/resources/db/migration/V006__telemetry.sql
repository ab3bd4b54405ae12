-- The last readings of each metric as they came, and one-minute buckets for a week.
CREATE TABLE metric_points (
  seq       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  device_id text NOT NULL,
  key       text NOT NULL,
  value     json,
  unit      text,
  at        timestamptz NOT NULL
);
CREATE INDEX metric_points_newest ON metric_points (device_id, key, at DESC, seq DESC);

CREATE TABLE metric_minutes (
  device_id text NOT NULL,
  key       text NOT NULL,
  minute    timestamptz NOT NULL,
  unit      text,
  count     bigint NOT NULL,
  min       double precision NOT NULL,
  max       double precision NOT NULL,
  sum       double precision NOT NULL,
  PRIMARY KEY (device_id, key, minute)
) WITH (fillfactor = 80);
CREATE INDEX metric_minutes_oldest ON metric_minutes (minute);
