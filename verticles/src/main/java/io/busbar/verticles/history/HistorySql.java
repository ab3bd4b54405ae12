package io.busbar.verticles.history;

/** The statements of {@link PgHistoryStore}. Sets of rows come and go as arrays. */
final class HistorySql {
  static final String NAME_KEYS =
      """
      INSERT INTO history_keys (device_id, key, unit)
      SELECT DISTINCT ON (device_id, key) device_id, key, unit
      FROM unnest($1::text[], $2::text[], $3::text[]) AS named (device_id, key, unit)
      WHERE NOT EXISTS (
        SELECT FROM history_keys AS known
        WHERE known.device_id = named.device_id AND known.key = named.key)
      ON CONFLICT DO NOTHING
      """;
  static final String NAME_UNITS =
      """
      UPDATE history_keys AS known SET unit = named.unit
      FROM unnest($1::text[], $2::text[], $3::text[]) AS named (device_id, key, unit)
      WHERE known.device_id = named.device_id AND known.key = named.key
        AND named.unit IS NOT NULL AND known.unit IS DISTINCT FROM named.unit
      """;
  static final String APPEND =
      """
      INSERT INTO history_points (key_id, slot, at, number, other)
      SELECT known.id, slot, at, number, other
      FROM unnest($1::text[], $2::text[], $3::bigint[], $4::timestamptz[], $5::float8[],
        $6::text[]) AS added (device_id, key, slot, at, number, other)
      JOIN history_keys AS known USING (device_id, key)
      ON CONFLICT (key_id, slot) DO UPDATE SET
        at = excluded.at, number = excluded.number, other = excluded.other
      """;
  static final String ADD_HOURS =
      """
      INSERT INTO history_hours AS present (key_id, hour, min, max, sum, weight, last)
      SELECT known.id, hour, min, max, sum, weight, last
      FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::float8[], $5::float8[],
        $6::float8[], $7::bigint[], $8::float8[])
        AS added (device_id, key, hour, min, max, sum, weight, last)
      JOIN history_keys AS known USING (device_id, key)
      ON CONFLICT (key_id, hour) DO UPDATE SET
        min = least(present.min, excluded.min),
        max = greatest(present.max, excluded.max),
        sum = present.sum + excluded.sum,
        weight = present.weight + excluded.weight,
        last = excluded.last
      """;
  static final String HELD_CHANGES =
      """
      SELECT known.device_id, known.key, known.unit, held.*
      FROM history_keys AS known CROSS JOIN LATERAL (
        SELECT slot, at, number, other FROM history_points
        WHERE key_id = known.id AND ($3 OR number IS NULL) AND at <= $4
          AND slot <= (extract(epoch FROM $4) * 1000)::bigint
        ORDER BY slot DESC LIMIT 1) AS held
      WHERE known.device_id = $1 AND ($2::text IS NULL OR known.key = $2)
      ORDER BY known.key
      """;
  static final String CHANGES =
      """
      SELECT known.device_id, known.key, known.unit, slot, at, number, other
      FROM history_keys AS known JOIN history_points ON key_id = known.id
      WHERE known.device_id = $1 AND ($2::text IS NULL OR known.key = $2)
        AND ($3 OR number IS NULL) AND at > $4 AND at <= $5
        AND slot > (extract(epoch FROM $4) * 1000)::bigint - 5000
        AND slot <= (extract(epoch FROM $5) * 1000)::bigint
      ORDER BY at, known.key LIMIT $6
      """;
  static final String HELD_HOURS =
      """
      SELECT known.device_id, known.key, known.unit, held.*
      FROM history_keys AS known CROSS JOIN LATERAL (
        SELECT hour, min, max, sum, weight, last FROM history_hours
        WHERE key_id = known.id AND $3 AND hour < $4
        ORDER BY hour DESC LIMIT 1) AS held
      WHERE known.device_id = $1 AND ($2::text IS NULL OR known.key = $2)
      ORDER BY known.key
      """;
  static final String HOURS =
      """
      SELECT known.device_id, known.key, known.unit, hour, min, max, sum, weight, last
      FROM history_keys AS known JOIN history_hours ON key_id = known.id
      WHERE known.device_id = $1 AND ($2::text IS NULL OR known.key = $2)
        AND $3 AND hour >= $4 AND hour < $5
      ORDER BY hour, known.key LIMIT $6
      """;
  static final String RETAIN_CHANGES =
      """
      DELETE FROM history_points WHERE ctid = ANY (ARRAY(
        SELECT old.ctid FROM history_points AS old
        WHERE at < $1 AND EXISTS (
          SELECT FROM history_points AS newer
          WHERE newer.key_id = old.key_id AND newer.slot > old.slot AND newer.at <= $1)
        LIMIT $2))
      """;
  static final String RETAIN_HOURS =
      """
      DELETE FROM history_hours WHERE ctid = ANY (ARRAY(
        SELECT old.ctid FROM history_hours AS old
        WHERE hour < $1 AND EXISTS (
          SELECT FROM history_hours AS newer
          WHERE newer.key_id = old.key_id AND newer.hour > old.hour AND newer.hour <= $1)
        LIMIT $2))
      """;
  static final String STRANGE_KEYS =
      "SELECT id FROM history_keys WHERE device_id <> ALL ($1::text[]) LIMIT $2";
  static final String FORGET_CHANGES =
      """
      DELETE FROM history_points WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM history_points WHERE key_id = ANY ($1::int[]) LIMIT $2))
      """;
  static final String FORGET_HOURS =
      """
      DELETE FROM history_hours WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM history_hours WHERE key_id = ANY ($1::int[]) LIMIT $2))
      """;
  static final String FORGET_KEYS = "DELETE FROM history_keys WHERE id = ANY ($1::int[])";

  private HistorySql() {}
}
