-- At which node each driver registered last: that node speaks for its devices.
CREATE TABLE driver_places (
  driver_key  text NOT NULL,
  instance_id text NOT NULL,
  node_id     text NOT NULL,
  PRIMARY KEY (driver_key, instance_id)
);
