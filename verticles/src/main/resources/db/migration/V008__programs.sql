-- Programs as they were saved. What is compiled from them, their problems and last runs are not kept here.
-- Documents are json, not jsonb: what a client says may hold \u0000, which jsonb refuses.
CREATE TABLE programs (
  id         text PRIMARY KEY,
  document   json NOT NULL,
  created_at timestamptz NOT NULL
);
