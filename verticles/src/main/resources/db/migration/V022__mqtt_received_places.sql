-- Which life of a node took a QoS 2 message, and as which number; null and 0: a node alone did.
ALTER TABLE mqtt_received
  ADD COLUMN origin text,
  ADD COLUMN number bigint NOT NULL DEFAULT 0;
