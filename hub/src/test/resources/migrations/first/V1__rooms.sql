CREATE TABLE room (id int PRIMARY KEY, name text NOT NULL);
