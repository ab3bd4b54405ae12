-- Which life of which broker holds a session; null: none, or the only one. A claim raises the term.
ALTER TABLE mqtt_sessions ADD COLUMN holder text, ADD COLUMN term bigint NOT NULL DEFAULT 0;
CREATE INDEX mqtt_sessions_holder ON mqtt_sessions (holder);
CREATE SEQUENCE mqtt_terms;

-- Up to which number the messages of each broker are in the queues of a holder's sessions.
CREATE TABLE mqtt_heard (
  holder text   NOT NULL,
  origin text   NOT NULL,
  number bigint NOT NULL,
  PRIMARY KEY (holder, origin)
);
