-- Up to which of its own messages a broker has served a session that another one claimed from it.
CREATE TABLE mqtt_served (
  client_id text        NOT NULL,
  origin    text        NOT NULL,
  number    bigint      NOT NULL,
  noted_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (client_id, origin)
);
