-- Tokens for web addresses. Of a token only its hash is kept; it ends with its owner's account.
CREATE TABLE url_hooks (
  id         text PRIMARY KEY,
  owner_id   text NOT NULL REFERENCES identity_users (id) ON DELETE CASCADE,
  token_hash text NOT NULL UNIQUE,
  document   json NOT NULL,
  created_at timestamptz NOT NULL,
  used_at    timestamptz
);

CREATE INDEX url_hooks_owner ON url_hooks (owner_id);
