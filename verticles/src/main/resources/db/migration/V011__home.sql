-- The id of this hub, made once; there is never a second row.
CREATE TABLE home_hub (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  id       text NOT NULL
);

-- How each person likes the home to be shown.
-- Documents are json, not jsonb: what a client says may hold \u0000, which jsonb refuses.
CREATE TABLE home_preferences (
  user_id  text PRIMARY KEY,
  document json NOT NULL
);

-- How clients look: what is being designed, and what was published of it.
CREATE TABLE design_profiles (
  id         text PRIMARY KEY,
  document   json NOT NULL,
  created_at timestamptz NOT NULL
);
