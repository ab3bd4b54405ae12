-- Nodes of one house: who is alive, until when, and since which life. Times are those of the database.
CREATE TABLE cluster_nodes (
  node_id     text PRIMARY KEY,
  run         text NOT NULL,
  epoch       bigint NOT NULL,
  cluster     text NOT NULL,
  version     text NOT NULL,
  address     text NOT NULL,
  started_at  timestamptz NOT NULL,
  lease_until timestamptz NOT NULL
);

-- What one node does for all: by whom, until when; the epoch grows with each change of hands.
CREATE TABLE cluster_duties (
  name        text PRIMARY KEY,
  node_id     text NOT NULL,
  run         text NOT NULL,
  epoch       bigint NOT NULL,
  lease_until timestamptz NOT NULL
);

-- Keys that all nodes must have alike, sealed with the secret of the cluster.
CREATE TABLE cluster_keys (
  name   text PRIMARY KEY,
  sealed text NOT NULL
);

-- One row: which house this database is.
CREATE TABLE cluster_identity (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  id       text NOT NULL
);
INSERT INTO cluster_identity (id) VALUES (gen_random_uuid()::text);
