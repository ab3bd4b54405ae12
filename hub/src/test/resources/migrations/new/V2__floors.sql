ALTER TABLE room ADD COLUMN floor int NOT NULL DEFAULT 1;
UPDATE room SET floor = 2 WHERE name = 'Attic';
