package io.busbar.verticles.states;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.StateVersion;
import io.busbar.verticles.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps states in PostgreSQL: one statement, one commit and so one flush a batch. */
public final class PgStatesStore implements StatesStore {
  private static final String ALL = "SELECT document::text AS document FROM device_states";
  private static final String SOME = ALL + " WHERE device_id = ANY($1)";
  private static final String SAVE =
      """
      INSERT INTO device_states (device_id, epoch, version, document)
      SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[]::json[])
      ON CONFLICT (device_id) DO UPDATE
        SET epoch = excluded.epoch, version = excluded.version, document = excluded.document
        WHERE (excluded.epoch, excluded.version) >= (device_states.epoch, device_states.version)
      """;
  private static final String STANDING =
      """
      SELECT device_id, s.epoch, s.version FROM device_states s
      JOIN unnest($1::text[], $2::bigint[], $3::bigint[]) AS given (device_id, epoch, version)
        USING (device_id)
      WHERE (s.epoch, s.version) > (given.epoch, given.version)
      """;
  private static final String PLACE =
      """
      INSERT INTO driver_places (driver_key, instance_id, node_id) VALUES ($1, $2, $3)
      ON CONFLICT (driver_key, instance_id) DO UPDATE SET node_id = excluded.node_id
      """;
  private static final String PLACES =
      """
      SELECT p.* FROM driver_places p
      JOIN unnest($1::text[], $2::text[]) AS given (driver_key, instance_id)
        USING (driver_key, instance_id)
      """;
  private static final String DELETE = "DELETE FROM device_states WHERE device_id = $1";

  private final Database database;

  public PgStatesStore(Database database) {
    this.database = database;
  }

  @Override
  public Future<List<DeviceState>> all() {
    return database.query(ALL, Tuple.tuple()).map(PgStatesStore::states);
  }

  @Override
  public Future<List<DeviceState>> read(List<DeviceId> ids) {
    String[] names = ids.stream().map(DeviceId::value).toArray(String[]::new);
    return database.query(SOME, Tuple.of((Object) names)).map(PgStatesStore::states);
  }

  private static List<DeviceState> states(RowSet<Row> rows) {
    List<DeviceState> states = new ArrayList<>(rows.size());
    rows.forEach(row -> states.add(state(row)));
    return states;
  }

  @Override
  public Future<Map<DeviceId, StateVersion>> save(List<DeviceState> states) {
    int count = states.size();
    String[] ids = new String[count];
    Long[] epochs = new Long[count];
    Long[] versions = new Long[count];
    String[] documents = new String[count];
    for (int i = 0; i < count; i++) {
      DeviceState state = states.get(i);
      ids[i] = state.deviceId().value();
      epochs[i] = state.version().epoch();
      versions[i] = state.version().version();
      documents[i] = Json.text(state);
    }
    return database
        .query(
            SAVE,
            Tuple.tuple()
                .addArrayOfString(ids)
                .addArrayOfLong(epochs)
                .addArrayOfLong(versions)
                .addArrayOfString(documents))
        .compose(
            written ->
                written.rowCount() == count
                    ? Future.succeededFuture(Map.of())
                    : standing(ids, epochs, versions));
  }

  private Future<Map<DeviceId, StateVersion>> standing(
      String[] ids, Long[] epochs, Long[] versions) {
    return database
        .query(
            STANDING,
            Tuple.tuple().addArrayOfString(ids).addArrayOfLong(epochs).addArrayOfLong(versions))
        .map(
            rows -> {
              Map<DeviceId, StateVersion> standing = new HashMap<>();
              for (Row row : rows) {
                standing.put(
                    new DeviceId(row.getString("device_id")),
                    new StateVersion(row.getLong("epoch"), row.getLong("version")));
              }
              return standing;
            });
  }

  @Override
  public Future<Void> place(DriverInstance driver, String node) {
    Tuple values = Tuple.of(driver.driverKey().value(), driver.instanceId().value(), node);
    return database.query(PLACE, values).mapEmpty();
  }

  @Override
  public Future<Map<DriverInstance, String>> places(Set<DriverInstance> drivers) {
    List<DriverInstance> asked = List.copyOf(drivers);
    String[] keys = asked.stream().map(each -> each.driverKey().value()).toArray(String[]::new);
    String[] ids = asked.stream().map(each -> each.instanceId().value()).toArray(String[]::new);
    return database
        .query(PLACES, Tuple.tuple().addArrayOfString(keys).addArrayOfString(ids))
        .map(
            rows -> {
              Map<DriverInstance, String> places = new HashMap<>();
              for (Row row : rows) {
                places.put(
                    DriverInstance.of(row.getString("driver_key"), row.getString("instance_id")),
                    row.getString("node_id"));
              }
              return places;
            });
  }

  @Override
  public Future<Void> delete(DeviceId id) {
    return database.query(DELETE, Tuple.of(id.value())).mapEmpty();
  }

  private static DeviceState state(Row row) {
    byte[] json = row.getString("document").getBytes(StandardCharsets.UTF_8);
    return Json.read(json, DeviceState.class);
  }
}
