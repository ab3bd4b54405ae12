CREATE TABLE integration_instances (
  id         text PRIMARY KEY,
  driver_key text        NOT NULL,
  name       text        NOT NULL,
  -- Values of secret properties are encrypted before they come here.
  properties jsonb       NOT NULL DEFAULT '{}',
  enabled    boolean     NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

CREATE INDEX integration_instances_driver ON integration_instances (driver_key, created_at);

-- Instances the hub once set up by itself, so that a removed one does not come back.
CREATE TABLE integration_auto_setups (
  instance_id text PRIMARY KEY
);
