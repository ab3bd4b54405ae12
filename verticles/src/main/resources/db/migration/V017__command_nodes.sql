-- Which node took a command on: after a restart it ends what it had left open.
ALTER TABLE commands ADD COLUMN node text;
