-- The command log: every command the hub took on, and how it ended.
CREATE TABLE commands (
  request_id   text PRIMARY KEY,
  device_id    text NOT NULL,
  action       text NOT NULL,
  command      text NOT NULL,
  payload      json NOT NULL,
  source       text NOT NULL,
  asked_by     text,
  requested_at timestamptz NOT NULL,
  status       text NOT NULL,
  code         text,
  message      text,
  ended_at     timestamptz
);
CREATE INDEX commands_requested_at ON commands (requested_at);
CREATE INDEX commands_open ON commands (status) WHERE status = 'DISPATCHED';

CREATE TABLE action_maps (
  id       text PRIMARY KEY,
  document json NOT NULL
);
