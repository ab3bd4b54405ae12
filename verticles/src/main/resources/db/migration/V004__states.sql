-- The last known state of each device. Written behind, in batches; a newer version never gives way.
-- Documents are json, not jsonb: what a driver says may hold \u0000, which jsonb refuses.
CREATE TABLE device_states (
  device_id text PRIMARY KEY,
  epoch     bigint NOT NULL,
  version   bigint NOT NULL,
  document  json NOT NULL
) WITH (fillfactor = 70);
