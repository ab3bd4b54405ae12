CREATE TABLE identity_users (
  id                 text PRIMARY KEY,
  username           text        NOT NULL,
  name               text        NOT NULL,
  email              text,
  role               text        NOT NULL CHECK (role IN ('admin', 'installer', 'user', 'remote')),
  password_hash      text        NOT NULL,
  tokens_valid_after timestamptz,
  created_at         timestamptz NOT NULL
);

-- User names are told apart without regard to case.
CREATE UNIQUE INDEX identity_users_username ON identity_users (lower(username));

-- Tokens ended before their time; a row is of no use once the token itself has expired.
CREATE TABLE identity_revoked_tokens (
  token_id   text PRIMARY KEY,
  expires_at timestamptz NOT NULL
);

CREATE INDEX identity_revoked_tokens_expiry ON identity_revoked_tokens (expires_at);

-- People who were removed: their tokens stay refused until the last of them has expired.
CREATE TABLE identity_removed_users (
  user_id    text PRIMARY KEY,
  expires_at timestamptz NOT NULL
);
