-- Who looks for the rare finds it without reading everything: what one person did, one sort of thing.
CREATE INDEX activity_of_person ON activity (who, id) WHERE who IS NOT NULL;
CREATE INDEX activity_of_kind ON activity (kind, id);
