-- Rooms, zones and floors, and what a remote controls in each. Which device is in which space is
-- decided in one place: the list in the space's document.
CREATE TABLE spaces (
  id         text PRIMARY KEY,
  document   json        NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE remote_sources (
  seq      bigint GENERATED ALWAYS AS IDENTITY,
  id       text PRIMARY KEY,
  space_id text NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
  document json NOT NULL
);
CREATE INDEX remote_sources_of_space ON remote_sources (space_id);
