CREATE TABLE identity_users (
  id            text PRIMARY KEY,
  -- Lower case: user names are told apart without regard to case.
  username_key  text        NOT NULL UNIQUE,
  username      text        NOT NULL,
  name          text        NOT NULL,
  email         text,
  role          text        NOT NULL CHECK (role IN ('admin', 'installer', 'user', 'remote')),
  password_hash text        NOT NULL,
  created_at    timestamptz NOT NULL
);

-- Tokens ended before their time; a row is of no use once the token itself has expired. Tokens of
-- people who were removed need no row: without the person they are refused.
CREATE TABLE identity_ended_tokens (
  token_id   text PRIMARY KEY,
  expires_at timestamptz NOT NULL
);

CREATE INDEX identity_ended_tokens_expiry ON identity_ended_tokens (expires_at);
