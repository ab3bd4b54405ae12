INSERT INTO room VALUES (1, 'Küche');
-- last line without an end