package io.busbar.verticles.home;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.UserId;
import io.busbar.verticles.database.Database;
import io.busbar.verticles.home.model.Design;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the home in PostgreSQL: preferences and designs each as one JSON document. */
public final class PgHomeStore implements HomeStore {
  private static final String HUB =
      """
      INSERT INTO home_hub (id) VALUES ($1)
      ON CONFLICT (only_one) DO UPDATE SET id = home_hub.id
      RETURNING id
      """;
  private static final String PREFERENCES =
      "SELECT user_id, document::text AS document FROM home_preferences";
  private static final String SAVE_PREFERENCES =
      """
      INSERT INTO home_preferences (user_id, document) VALUES ($1, $2::text::json)
      ON CONFLICT (user_id) DO UPDATE SET document = excluded.document
      """;
  private static final String DELETE_PREFERENCES =
      "DELETE FROM home_preferences WHERE user_id = $1";
  private static final String DESIGNS =
      "SELECT document::text AS document FROM design_profiles ORDER BY created_at, id";
  private static final String SAVE_DESIGN =
      """
      INSERT INTO design_profiles (id, document, created_at) VALUES ($1, $2::text::json, $3)
      ON CONFLICT (id) DO UPDATE SET document = excluded.document
      """;
  private static final String DELETE_DESIGN = "DELETE FROM design_profiles WHERE id = $1";

  private final Database database;

  public PgHomeStore(Database database) {
    this.database = database;
  }

  @Override
  public Future<String> hubId(String proposed) {
    return database
        .query(HUB, Tuple.of(proposed))
        .map(rows -> rows.iterator().next().getString("id"));
  }

  @Override
  public Future<Map<UserId, Fields>> preferences() {
    return database
        .query(PREFERENCES, Tuple.tuple())
        .map(
            rows -> {
              Map<UserId, Fields> preferences = new LinkedHashMap<>();
              rows.forEach(
                  row ->
                      preferences.put(
                          new UserId(row.getString("user_id")), document(row, Fields.class)));
              return preferences;
            });
  }

  @Override
  public Future<Void> savePreferences(UserId user, Fields preferences) {
    return database
        .query(SAVE_PREFERENCES, Tuple.of(user.value(), Json.text(preferences)))
        .mapEmpty();
  }

  @Override
  public Future<Void> deletePreferences(UserId user) {
    return database.query(DELETE_PREFERENCES, Tuple.of(user.value())).mapEmpty();
  }

  @Override
  public Future<List<Design>> designs() {
    return database
        .query(DESIGNS, Tuple.tuple())
        .map(
            rows -> {
              List<Design> designs = new ArrayList<>(rows.size());
              rows.forEach(row -> designs.add(document(row, Design.class)));
              return designs;
            });
  }

  @Override
  public Future<Void> saveDesign(Design design) {
    return database
        .query(
            SAVE_DESIGN,
            Tuple.of(design.id(), Json.text(design), design.createdAt().atOffset(ZoneOffset.UTC)))
        .mapEmpty();
  }

  @Override
  public Future<Void> deleteDesign(String id) {
    return database.query(DELETE_DESIGN, Tuple.of(id)).mapEmpty();
  }

  private static <T> T document(Row row, Class<T> type) {
    return Json.read(row.getString("document").getBytes(StandardCharsets.UTF_8), type);
  }
}
