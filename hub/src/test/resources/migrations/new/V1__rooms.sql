CREATE TABLE room (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text, note json);
CREATE TABLE area (id int PRIMARY KEY, room bigint REFERENCES room, size int, twice int GENERATED ALWAYS AS (size * 2) STORED);
INSERT INTO room (name) VALUES ('seed');
CREATE SEQUENCE visits;
