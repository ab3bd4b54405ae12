-- The MQTT broker: who may connect, and what must outlive a restart.
CREATE TABLE mqtt_users (
  name          text PRIMARY KEY,
  password_hash text NOT NULL,
  created_at    timestamptz NOT NULL
);

CREATE TABLE mqtt_sessions (
  client_id       text COLLATE "C" PRIMARY KEY,
  username        text NOT NULL,
  expiry_seconds  bigint NOT NULL,
  disconnected_at timestamptz,
  sent_to         bigint NOT NULL,
  will            bytea,
  will_delay      bigint NOT NULL
);

CREATE TABLE mqtt_subscriptions (
  client_id           text COLLATE "C" NOT NULL,
  filter              text NOT NULL,
  qos                 integer NOT NULL,
  no_local            boolean NOT NULL,
  retain_as_published boolean NOT NULL,
  identifier          integer NOT NULL,
  PRIMARY KEY (client_id, filter)
);

-- Messages of QoS 1 and 2 that their receivers have not taken.
CREATE TABLE mqtt_queue (
  client_id   text COLLATE "C" NOT NULL,
  sequence    bigint NOT NULL,
  qos         integer NOT NULL,
  retain      boolean NOT NULL,
  released    boolean NOT NULL,
  identifiers integer[] NOT NULL,
  message     bytea NOT NULL,
  PRIMARY KEY (client_id, sequence)
);

-- QoS 2 messages on their way in, by packet identifier.
CREATE TABLE mqtt_received (
  client_id text COLLATE "C" NOT NULL,
  packet_id integer NOT NULL,
  PRIMARY KEY (client_id, packet_id)
);

CREATE TABLE mqtt_retained (
  topic   text COLLATE "C" PRIMARY KEY,
  message bytea NOT NULL
);
