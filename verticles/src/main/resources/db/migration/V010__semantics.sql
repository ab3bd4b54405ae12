-- How people speak of programs.
CREATE TABLE program_semantics (
  id         text PRIMARY KEY,
  program_id text NOT NULL,
  document   json NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX program_semantics_program ON program_semantics (program_id);
