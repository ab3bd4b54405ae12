-- Remotes that ask to be let in; each as one document. The digits live as long as the request.
CREATE TABLE pairing_requests (
  id         text PRIMARY KEY,
  remote_id  text NOT NULL UNIQUE,
  document   json NOT NULL,
  revision   integer NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);

-- Remotes that were let in. Of a token only its hash is kept.
CREATE TABLE paired_remotes (
  remote_id  text PRIMARY KEY,
  token_hash text NOT NULL UNIQUE,
  document   json NOT NULL,
  paired_at  timestamptz NOT NULL
);
