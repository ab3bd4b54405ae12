package io.busbar.verticles.integrations;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.InstanceId;
import io.busbar.verticles.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/** {@link IntegrationsStore} in PostgreSQL. */
final class PgIntegrationsStore implements IntegrationsStore {
  private static final String SELECT =
      "SELECT id, driver_key, name, properties::text AS properties, enabled, created_at, updated_at"
          + " FROM integration_instances";
  private static final String OLDEST_FIRST = " ORDER BY created_at, id";
  private static final String INSERT =
      "INSERT INTO integration_instances"
          + " (id, driver_key, name, properties, enabled, created_at, updated_at)"
          + " VALUES ($1, $2, $3, $4::text::jsonb, $5, $6, $7)";

  private final Database database;

  PgIntegrationsStore(Database database) {
    this.database = database;
  }

  @Override
  public Future<List<StoredInstance>> all() {
    return database.query(SELECT + OLDEST_FIRST, Tuple.tuple()).map(PgIntegrationsStore::instances);
  }

  @Override
  public Future<List<StoredInstance>> of(DriverKey driver) {
    return database
        .query(SELECT + " WHERE driver_key = $1" + OLDEST_FIRST, Tuple.of(driver.value()))
        .map(PgIntegrationsStore::instances);
  }

  @Override
  public Future<StoredInstance> find(InstanceId id) {
    return database
        .query(SELECT + " WHERE id = $1", Tuple.of(id.value()))
        .map(
            rows ->
                instances(rows).stream()
                    .findFirst()
                    .orElseThrow(() -> HubFailure.notFound("instance", id)));
  }

  @Override
  public Future<Void> add(StoredInstance instance) {
    return database.query(INSERT, row(instance)).mapEmpty();
  }

  @Override
  public Future<Boolean> addOnce(StoredInstance instance) {
    return database.transaction(connection -> addUnlessClaimed(connection, instance));
  }

  @Override
  public Future<Void> replace(StoredInstance instance) {
    return database
        .query(
            "UPDATE integration_instances SET name = $2, properties = $3::text::jsonb,"
                + " enabled = $4, updated_at = $5 WHERE id = $1",
            Tuple.of(
                instance.id().value(),
                instance.name(),
                Json.text(instance.properties()),
                instance.enabled(),
                utc(instance.updatedAt())))
        .compose(rows -> requireOne(rows, instance.id()));
  }

  @Override
  public Future<Void> remove(InstanceId id) {
    return database
        .query("DELETE FROM integration_instances WHERE id = $1", Tuple.of(id.value()))
        .compose(rows -> requireOne(rows, id));
  }

  private static Future<Boolean> addUnlessClaimed(
      SqlConnection connection, StoredInstance instance) {
    return connection
        .preparedQuery(
            "INSERT INTO integration_auto_setups (instance_id) VALUES ($1) ON CONFLICT DO NOTHING")
        .execute(Tuple.of(instance.id().value()))
        .compose(
            claimed ->
                claimed.rowCount() == 0
                    ? Future.succeededFuture(false)
                    : connection.preparedQuery(INSERT).execute(row(instance)).map(true));
  }

  private static Future<Void> requireOne(RowSet<Row> rows, InstanceId id) {
    return rows.rowCount() == 1
        ? Future.succeededFuture()
        : Future.failedFuture(HubFailure.notFound("instance", id));
  }

  private static Tuple row(StoredInstance instance) {
    return Tuple.of(
        instance.id().value(),
        instance.driverKey().value(),
        instance.name(),
        Json.text(instance.properties()),
        instance.enabled(),
        utc(instance.createdAt()),
        utc(instance.updatedAt()));
  }

  private static List<StoredInstance> instances(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(PgIntegrationsStore::instance)
        .toList();
  }

  private static StoredInstance instance(Row row) {
    byte[] properties = row.getString("properties").getBytes(StandardCharsets.UTF_8);
    return new StoredInstance(
        new InstanceId(row.getString("id")),
        new DriverKey(row.getString("driver_key")),
        row.getString("name"),
        new Fields(Json.readObject(properties)),
        row.getBoolean("enabled"),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("updated_at").toInstant());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
