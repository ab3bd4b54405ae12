-- A life that the others have given up: it takes nothing any more, and does not come back under its old run.
ALTER TABLE cluster_nodes ADD COLUMN ended boolean NOT NULL DEFAULT false;
