-- The device registry. A device belongs to (driver, instance, external id); its own id never changes.
-- Documents are json, not jsonb: what a driver says may hold \u0000, which jsonb refuses.
CREATE TABLE devices (
  id          text PRIMARY KEY,
  driver_key  text NOT NULL,
  instance_id text NOT NULL,
  external_id text NOT NULL,
  document    json NOT NULL,
  created_at  timestamptz NOT NULL,
  UNIQUE (driver_key, instance_id, external_id)
);
