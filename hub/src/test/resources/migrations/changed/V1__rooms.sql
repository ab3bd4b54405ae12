CREATE TABLE room (id bigint PRIMARY KEY, name text NOT NULL);
