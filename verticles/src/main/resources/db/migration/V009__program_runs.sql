-- What programs did, step by step.
CREATE TABLE program_runs (
  run_id       text PRIMARY KEY,
  node         text NOT NULL,
  program_id   text NOT NULL,
  program_name text NOT NULL,
  status       text NOT NULL,
  source       text NOT NULL,
  started_by   text,
  variables    json NOT NULL,
  message      text,
  started_at   timestamptz NOT NULL,
  ended_at     timestamptz
);
CREATE INDEX program_runs_newest ON program_runs (started_at DESC, run_id DESC);
CREATE INDEX program_runs_of_program ON program_runs (program_id, started_at DESC);
CREATE INDEX program_runs_open ON program_runs (node) WHERE ended_at IS NULL;

CREATE TABLE program_run_steps (
  run_id     text NOT NULL REFERENCES program_runs ON DELETE CASCADE,
  number     integer NOT NULL,
  path       text NOT NULL,
  type       text NOT NULL,
  status     text NOT NULL,
  message    text,
  result     json NOT NULL,
  started_at timestamptz NOT NULL,
  ended_at   timestamptz,
  PRIMARY KEY (run_id, number)
);

-- A trigger that matched fires once, however many nodes noticed.
CREATE TABLE trigger_claims (
  program_id text NOT NULL,
  trigger    text NOT NULL,
  occasion   text NOT NULL,
  claimed_at timestamptz NOT NULL,
  PRIMARY KEY (program_id, trigger, occasion)
);
CREATE INDEX trigger_claims_oldest ON trigger_claims (claimed_at);

-- Triggers that matched and wait until they have held long enough.
CREATE TABLE pending_triggers (
  program_id text NOT NULL,
  position   integer NOT NULL,
  trigger    text NOT NULL,
  occasion   text NOT NULL,
  since      timestamptz NOT NULL,
  due        timestamptz NOT NULL,
  PRIMARY KEY (program_id, position)
);
