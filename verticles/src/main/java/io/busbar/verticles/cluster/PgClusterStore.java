package io.busbar.verticles.cluster;

import io.busbar.contracts.cluster.ClusterContract.Duty;
import io.busbar.verticles.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Keeps it in PostgreSQL, whose clock all leases go by. */
public final class PgClusterStore implements ClusterStore {
  private static final String UNTIL = "clock_timestamp() + $%d * interval '1 millisecond'";
  private static final String NOW = "SELECT clock_timestamp() AS now";
  private static final String HOUSE = "SELECT id FROM cluster_identity";
  private static final String LIVING =
      "SELECT * FROM cluster_nodes WHERE lease_until > clock_timestamp() ORDER BY node_id";
  private static final String ENLIST =
      """
      INSERT INTO cluster_nodes AS n
        (node_id, run, epoch, cluster, version, address, started_at, lease_until)
      VALUES ($1, $2, 1, $3, $4, $5, $6, %s)
      ON CONFLICT (node_id) DO UPDATE SET run = excluded.run,
        epoch = n.epoch + CASE WHEN n.run = excluded.run THEN 0 ELSE 1 END,
        cluster = excluded.cluster, version = excluded.version, address = excluded.address,
        started_at = excluded.started_at, lease_until = excluded.lease_until, ended = false
      WHERE CASE WHEN n.run = excluded.run THEN NOT n.ended
        ELSE n.lease_until <= clock_timestamp() END
      RETURNING epoch
      """
          .formatted(UNTIL.formatted(7));
  private static final String ENTER_AGAIN =
      """
      INSERT INTO cluster_nodes
        (node_id, run, epoch, cluster, version, address, started_at, lease_until)
      VALUES ($1, $2, $8, $3, $4, $5, $6, %s)
      ON CONFLICT (node_id) DO NOTHING
      """
          .formatted(UNTIL.formatted(7));
  private static final String RENEW =
      "UPDATE cluster_nodes SET lease_until = %s WHERE node_id = $1 AND run = $2"
              .formatted(UNTIL.formatted(3))
          + " AND NOT ended";
  private static final String RESIGN =
      "UPDATE cluster_nodes SET lease_until = clock_timestamp() WHERE node_id = $1 AND run = $2";
  private static final String RESIGN_DUTIES =
      "UPDATE cluster_duties SET lease_until = clock_timestamp() WHERE run = $1";
  private static final String HOLD =
      """
      INSERT INTO cluster_duties AS d (name, node_id, run, epoch, lease_until)
      VALUES ($1, $2, $3, 1, %s)
      ON CONFLICT (name) DO UPDATE SET node_id = excluded.node_id, run = excluded.run,
        epoch = d.epoch + CASE WHEN d.run = excluded.run THEN 0 ELSE 1 END,
        lease_until = excluded.lease_until
      WHERE d.run = excluded.run OR d.lease_until <= clock_timestamp()
      """
          .formatted(UNTIL.formatted(4));
  private static final String RELEASE =
      "UPDATE cluster_duties SET lease_until = clock_timestamp() WHERE name = $1 AND run = $2";
  private static final String DUTIES =
      "SELECT * FROM cluster_duties WHERE lease_until > clock_timestamp() ORDER BY name";
  private static final String KEEP_KEY =
      "INSERT INTO cluster_keys (name, sealed) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
  private static final String KEY = "SELECT sealed FROM cluster_keys WHERE name = $1";

  private final Database database;

  public PgClusterStore(Database database) {
    this.database = database;
  }

  @Override
  public Future<Instant> now() {
    return database
        .query(NOW, Tuple.tuple())
        .map(rows -> rows.iterator().next().getOffsetDateTime("now").toInstant());
  }

  @Override
  public Future<String> house() {
    return database.query(HOUSE, Tuple.tuple()).map(rows -> rows.iterator().next().getString("id"));
  }

  @Override
  public Future<List<NodeEntry>> living() {
    return database.query(LIVING, Tuple.tuple()).map(rows -> all(rows, PgClusterStore::node));
  }

  @Override
  public Future<Optional<Long>> enlist(NodeEntry node, Duration lease) {
    return database
        .query(ENLIST, values(node, lease))
        .map(rows -> all(rows, row -> row.getLong("epoch")).stream().findFirst());
  }

  @Override
  public Future<Boolean> enterAgain(NodeEntry node, Duration lease) {
    return database
        .query(ENTER_AGAIN, values(node, lease).addLong(node.epoch()))
        .map(rows -> rows.rowCount() == 1);
  }

  @Override
  public Future<Boolean> renew(NodeEntry node, Duration lease) {
    return database
        .query(RENEW, Tuple.of(node.nodeId(), node.run(), lease.toMillis()))
        .map(rows -> rows.rowCount() == 1);
  }

  @Override
  public Future<Void> resign(NodeEntry node) {
    return database
        .query(RESIGN_DUTIES, Tuple.of(node.run()))
        .compose(done -> database.query(RESIGN, Tuple.of(node.nodeId(), node.run())))
        .mapEmpty();
  }

  @Override
  public Future<Boolean> hold(String duty, NodeEntry node, Duration lease) {
    return database
        .query(HOLD, Tuple.of(duty, node.nodeId(), node.run(), lease.toMillis()))
        .map(rows -> rows.rowCount() == 1);
  }

  @Override
  public Future<Void> release(String duty, NodeEntry node) {
    return database.query(RELEASE, Tuple.of(duty, node.run())).mapEmpty();
  }

  @Override
  public Future<List<Duty>> duties() {
    return database.query(DUTIES, Tuple.tuple()).map(rows -> all(rows, PgClusterStore::duty));
  }

  @Override
  public Future<String> keepKey(String name, String sealed) {
    return database
        .query(KEEP_KEY, Tuple.of(name, sealed))
        .compose(kept -> key(name))
        .map(kept -> kept.orElse(sealed));
  }

  @Override
  public Future<Optional<String>> key(String name) {
    return database
        .query(KEY, Tuple.of(name))
        .map(rows -> all(rows, row -> row.getString("sealed")).stream().findFirst());
  }

  private static <T> List<T> all(RowSet<Row> rows, Function<Row, T> read) {
    return StreamSupport.stream(rows.spliterator(), false).map(read).toList();
  }

  private static Tuple values(NodeEntry node, Duration lease) {
    OffsetDateTime started = node.startedAt().atOffset(ZoneOffset.UTC);
    return Tuple.of(
            node.nodeId(), node.run(), node.cluster(), node.version(), node.address(), started)
        .addLong(lease.toMillis());
  }

  private static NodeEntry node(Row row) {
    return new NodeEntry(
        row.getString("node_id"),
        row.getString("run"),
        row.getLong("epoch"),
        row.getString("cluster"),
        row.getString("version"),
        row.getString("address"),
        row.getOffsetDateTime("started_at").toInstant());
  }

  private static Duty duty(Row row) {
    return new Duty(row.getString("name"), row.getString("node_id"), row.getLong("epoch"));
  }
}
