package io.busbar.verticles.devices;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.value.DeviceId;
import io.busbar.verticles.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Keeps devices in PostgreSQL, each as one JSON document beside its key. */
public final class PgDevicesStore implements DevicesStore {
  private static final String ALL =
      "SELECT document::text AS document FROM devices ORDER BY created_at, id";
  private static final String SAVE =
      """
      INSERT INTO devices (id, driver_key, instance_id, external_id, document, created_at)
      VALUES ($1, $2, $3, $4, $5::text::json, $6)
      ON CONFLICT (id) DO UPDATE SET document = excluded.document
      """;
  private static final String DELETE = "DELETE FROM devices WHERE id = $1";

  private final Database database;

  public PgDevicesStore(Database database) {
    this.database = database;
  }

  @Override
  public Future<List<Device>> all() {
    return database
        .query(ALL, Tuple.tuple())
        .map(
            rows -> {
              List<Device> devices = new ArrayList<>(rows.size());
              rows.forEach(row -> devices.add(device(row)));
              return devices;
            });
  }

  @Override
  public Future<Void> save(Device device) {
    return database
        .query(
            SAVE,
            Tuple.of(
                device.id().value(),
                device.endpoint().driver().driverKey().value(),
                device.endpoint().driver().instanceId().value(),
                device.endpoint().externalId(),
                Json.text(device),
                device.createdAt().atOffset(ZoneOffset.UTC)))
        .mapEmpty();
  }

  @Override
  public Future<Void> delete(DeviceId id) {
    return database.query(DELETE, Tuple.of(id.value())).mapEmpty();
  }

  private static Device device(Row row) {
    return Json.read(row.getString("document").getBytes(StandardCharsets.UTF_8), Device.class);
  }
}
