-- How device states changed: which keys there are, each change, and numbers by the hour.
CREATE TABLE history_keys (
  id        integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  device_id text NOT NULL,
  key       text NOT NULL,
  unit      text,
  UNIQUE (device_id, key)
);

CREATE TABLE history_points (
  key_id integer NOT NULL,
  slot   bigint NOT NULL,
  at     timestamptz NOT NULL,
  number double precision,
  other  text,
  PRIMARY KEY (key_id, slot)
) WITH (fillfactor = 90);
CREATE INDEX history_points_oldest ON history_points USING brin (at);

CREATE TABLE history_hours (
  key_id integer NOT NULL,
  hour   timestamptz NOT NULL,
  min    double precision,
  max    double precision,
  sum    double precision NOT NULL,
  weight bigint NOT NULL,
  last   double precision,
  PRIMARY KEY (key_id, hour)
) WITH (fillfactor = 80);
CREATE INDEX history_hours_oldest ON history_hours USING brin (hour);

-- Who did what, when, through which door; the newest have the greatest ids.
CREATE TABLE activity (
  id         text COLLATE "C" PRIMARY KEY,
  at         timestamptz NOT NULL,
  kind       text NOT NULL,
  who        text,
  source     text NOT NULL,
  title      text NOT NULL,
  device_id  text,
  program_id text,
  space_id   text,
  outcome    text,
  details    json NOT NULL
);
CREATE INDEX activity_oldest ON activity (at);
CREATE INDEX activity_of_device ON activity (device_id, id) WHERE device_id IS NOT NULL;
CREATE INDEX activity_of_program ON activity (program_id, id) WHERE program_id IS NOT NULL;
