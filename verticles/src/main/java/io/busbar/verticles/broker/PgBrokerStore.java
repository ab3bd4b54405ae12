package io.busbar.verticles.broker;

import io.busbar.contracts.broker.BrokerContract.Applied;
import io.busbar.contracts.broker.BrokerContract.BeginSession;
import io.busbar.contracts.broker.BrokerContract.Begun;
import io.busbar.contracts.broker.BrokerContract.Changes;
import io.busbar.contracts.broker.BrokerContract.Claim;
import io.busbar.contracts.broker.BrokerContract.Claimed;
import io.busbar.contracts.broker.BrokerContract.Fence;
import io.busbar.contracts.broker.BrokerContract.FindSession;
import io.busbar.contracts.broker.BrokerContract.Found;
import io.busbar.contracts.broker.BrokerContract.IdentifierOf;
import io.busbar.contracts.broker.BrokerContract.Orphans;
import io.busbar.contracts.broker.BrokerContract.Queue;
import io.busbar.contracts.broker.BrokerContract.QueuedMessage;
import io.busbar.contracts.broker.BrokerContract.ReadOrphans;
import io.busbar.contracts.broker.BrokerContract.ReadQueue;
import io.busbar.contracts.broker.BrokerContract.ReadRetained;
import io.busbar.contracts.broker.BrokerContract.ReadSessions;
import io.busbar.contracts.broker.BrokerContract.Retained;
import io.busbar.contracts.broker.BrokerContract.RetainedMessage;
import io.busbar.contracts.broker.BrokerContract.Sessions;
import io.busbar.contracts.broker.BrokerContract.StoredSession;
import io.busbar.contracts.broker.BrokerContract.StoredSubscription;
import io.busbar.contracts.broker.BrokerContract.StoredWill;
import io.busbar.contracts.value.Bytes;
import io.busbar.verticles.database.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Keeps it in PostgreSQL. */
public final class PgBrokerStore implements BrokerStore {
  static final List<String> FORGET =
      List.of(
          "DELETE FROM mqtt_sessions WHERE client_id = $1",
          "DELETE FROM mqtt_subscriptions WHERE client_id = $1",
          "DELETE FROM mqtt_queue WHERE client_id = $1",
          "DELETE FROM mqtt_received WHERE client_id = $1",
          PgServedStore.FORGET);
  private static final String SAVE_SESSION =
      """
      INSERT INTO mqtt_sessions
        (client_id, username, expiry_seconds, disconnected_at, sent_to, will, will_delay)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (client_id) DO UPDATE SET
        username = excluded.username, expiry_seconds = excluded.expiry_seconds,
        disconnected_at = excluded.disconnected_at, sent_to = excluded.sent_to,
        will = excluded.will, will_delay = excluded.will_delay
      """;
  private static final String SUBSCRIBE =
      """
      INSERT INTO mqtt_subscriptions
        (client_id, filter, qos, no_local, retain_as_published, identifier)
      VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (client_id, filter) DO UPDATE SET
        qos = excluded.qos, no_local = excluded.no_local,
        retain_as_published = excluded.retain_as_published, identifier = excluded.identifier
      """;
  static final String ENQUEUE =
      """
      INSERT INTO mqtt_queue (client_id, sequence, qos, retain, released, identifiers, message)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (client_id, sequence) DO UPDATE SET
        qos = excluded.qos, retain = excluded.retain, released = excluded.released,
        identifiers = excluded.identifiers, message = excluded.message
      """;
  private static final String RETAIN =
      """
      INSERT INTO mqtt_retained (topic, message) VALUES ($1, $2)
      ON CONFLICT (topic) DO UPDATE SET message = excluded.message
      """;
  private static final String SUBSCRIPTIONS =
      "SELECT * FROM mqtt_subscriptions WHERE client_id > $1 AND client_id <= $2";
  private static final String RECEIVED =
      "SELECT * FROM mqtt_received WHERE client_id > $1 AND client_id <= $2";

  private final Database database;
  private final PgHoldersStore holders;

  public PgBrokerStore(Database database) {
    this.database = database;
    this.holders = new PgHoldersStore(database);
  }

  @Override
  public Future<Map<String, String>> users() {
    return database
        .query("SELECT name, password_hash FROM mqtt_users", Tuple.tuple())
        .map(
            rows -> {
              Map<String, String> users = new HashMap<>();
              rows.forEach(row -> users.put(row.getString(0), row.getString(1)));
              return users;
            });
  }

  @Override
  public Future<Void> saveUser(String name, String passwordHash, Instant now) {
    return database
        .query(
            "INSERT INTO mqtt_users (name, password_hash, created_at) VALUES ($1, $2, $3)"
                + " ON CONFLICT (name) DO UPDATE SET password_hash = excluded.password_hash",
            Tuple.of(name, passwordHash, now.atOffset(ZoneOffset.UTC)))
        .mapEmpty();
  }

  @Override
  public Future<Void> removeUsers(Set<String> names) {
    return database
        .query(
            "DELETE FROM mqtt_users WHERE name = ANY ($1)", Tuple.of(names.toArray(String[]::new)))
        .mapEmpty();
  }

  @Override
  public Future<Sessions> sessions(ReadSessions page) {
    return database
        .query(
            "SELECT * FROM mqtt_sessions WHERE client_id > $1 ORDER BY client_id LIMIT $2",
            Tuple.of(page.after(), page.limit()))
        .compose(rows -> whole(page.after(), stream(rows).toList()));
  }

  @Override
  public Future<Queue> queue(ReadQueue page) {
    return database
        .query(
            "SELECT * FROM mqtt_queue WHERE (client_id, sequence) > ($1, $2)"
                + " ORDER BY client_id, sequence LIMIT $3",
            Tuple.of(page.afterClient(), page.afterSequence(), page.limit()))
        .map(rows -> new Queue(stream(rows).map(PgBrokerStore::queued).toList()));
  }

  @Override
  public Future<Retained> retained(ReadRetained page) {
    return database
        .query(
            "SELECT topic, message FROM mqtt_retained WHERE topic > $1 ORDER BY topic LIMIT $2",
            Tuple.of(page.after(), page.limit()))
        .map(
            rows ->
                new Retained(
                    stream(rows)
                        .map(row -> new RetainedMessage(row.getString(0), bytes(row, "message")))
                        .toList()));
  }

  @Override
  public Future<Applied> apply(Changes changes) {
    Fence fence = changes.fence();
    return fence == null
        ? database.transaction(connection -> write(connection, changes)).map(Applied.ALL)
        : database.transaction(connection -> writeWithin(fence, connection, changes));
  }

  @Override
  public Future<Found> find(FindSession question) {
    return holders.find(question);
  }

  @Override
  public Future<Orphans> orphans(ReadOrphans page) {
    return holders.orphans(page);
  }

  @Override
  public Future<Begun> begin(BeginSession session) {
    return holders.begin(session);
  }

  @Override
  public Future<Claimed> claim(Claim claim) {
    return holders.claim(claim);
  }

  private static Future<Applied> writeWithin(
      Fence fence, SqlConnection connection, Changes changes) {
    return PgHoldersStore.held(connection, fence)
        .compose(held -> write(fence, connection, Fenced.of(changes, fence, held)));
  }

  private static Future<Applied> write(Fence fence, SqlConnection connection, Fenced fenced) {
    return write(connection, fenced.changes())
        .compose(written -> PgHoldersStore.remember(connection, fence))
        .map(new Applied(fenced.lost()));
  }

  private static Future<Void> write(SqlConnection connection, Changes changes) {
    Writes writes = new Writes(connection);
    for (String forget : FORGET) {
      writes.add(forget, changes.forgotten().stream(), Tuple::of);
    }
    writes.add(SAVE_SESSION, changes.sessions().stream(), PgBrokerStore::row);
    writes.add(
        "DELETE FROM mqtt_subscriptions WHERE client_id = $1 AND filter = $2",
        changes.unsubscribed().stream(),
        each -> Tuple.of(each.clientId(), each.filter()));
    writes.add(SUBSCRIBE, changes.subscribed().stream(), PgBrokerStore::row);
    writes.add(ENQUEUE, changes.queued().stream(), PgBrokerStore::row);
    writes.add(
        "UPDATE mqtt_queue SET released = true WHERE client_id = $1 AND sequence = $2",
        changes.released().stream(),
        each -> Tuple.of(each.clientId(), each.sequence()));
    writes.add(
        "DELETE FROM mqtt_queue WHERE client_id = $1 AND sequence = $2",
        changes.finished().stream(),
        each -> Tuple.of(each.clientId(), each.sequence()));
    writes.add(PgReceivedStore.ADD, changes.received().stream(), PgReceivedStore::row);
    writes.add(
        PgReceivedStore.REMOVE,
        changes.completed().stream(),
        each -> Tuple.of(each.clientId(), each.packetId()));
    writes.add(
        RETAIN,
        changes.retained().stream(),
        each -> Tuple.of(each.topic(), buffer(each.message())));
    writes.add(
        "DELETE FROM mqtt_retained WHERE topic = $1", changes.unretained().stream(), Tuple::of);
    return writes.done();
  }

  /** Statements one after the other; those without rows are left out. */
  private static final class Writes {
    private final SqlConnection connection;
    private Future<Void> chain = Future.succeededFuture();

    Writes(SqlConnection connection) {
      this.connection = connection;
    }

    <T> void add(String sql, Stream<T> rows, Function<T, Tuple> form) {
      List<Tuple> tuples = rows.map(form).toList();
      if (!tuples.isEmpty()) {
        chain =
            chain.compose(before -> connection.preparedQuery(sql).executeBatch(tuples).mapEmpty());
      }
    }

    Future<Void> done() {
      return chain;
    }
  }

  private Future<Sessions> whole(String after, List<Row> rows) {
    if (rows.isEmpty()) {
      return Future.succeededFuture(new Sessions(List.of()));
    }
    Tuple span = Tuple.of(after, rows.get(rows.size() - 1).getString("client_id"));
    return Future.all(database.query(SUBSCRIPTIONS, span), database.query(RECEIVED, span))
        .map(both -> sessions(rows, both.resultAt(0), both.resultAt(1)));
  }

  private static Sessions sessions(List<Row> rows, RowSet<Row> filters, RowSet<Row> received) {
    Map<String, List<StoredSubscription>> byClient = subscriptions(filters);
    Map<String, List<IdentifierOf>> identifiers = PgReceivedStore.byClient(received);
    return new Sessions(rows.stream().map(row -> session(row, byClient, identifiers)).toList());
  }

  static Map<String, List<StoredSubscription>> subscriptions(RowSet<Row> filters) {
    Map<String, List<StoredSubscription>> byClient = new HashMap<>();
    for (Row row : filters) {
      byClient
          .computeIfAbsent(row.getString("client_id"), first -> new ArrayList<>())
          .add(subscription(row));
    }
    return byClient;
  }

  static StoredSession session(
      Row row,
      Map<String, List<StoredSubscription>> subscriptions,
      Map<String, List<IdentifierOf>> received) {
    String client = row.getString("client_id");
    OffsetDateTime left = row.getOffsetDateTime("disconnected_at");
    StoredWill will =
        row.getBuffer("will") == null
            ? null
            : new StoredWill(bytes(row, "will"), row.getLong("will_delay"));
    List<IdentifierOf> identifiers = received.getOrDefault(client, List.of());
    return new StoredSession(
        client,
        row.getString("username"),
        row.getLong("expiry_seconds"),
        left == null ? null : left.toInstant(),
        row.getLong("sent_to"),
        will,
        subscriptions.getOrDefault(client, List.of()),
        identifiers.stream().map(IdentifierOf::packetId).collect(Collectors.toSet()),
        identifiers.stream().filter(each -> each.taken() != null).toList());
  }

  private static StoredSubscription subscription(Row row) {
    return new StoredSubscription(
        row.getString("client_id"),
        row.getString("filter"),
        row.getInteger("qos"),
        row.getBoolean("no_local"),
        row.getBoolean("retain_as_published"),
        row.getInteger("identifier"));
  }

  static QueuedMessage queued(Row row) {
    return new QueuedMessage(
        row.getString("client_id"),
        row.getLong("sequence"),
        row.getInteger("qos"),
        row.getBoolean("retain"),
        row.getBoolean("released"),
        Arrays.asList(row.getArrayOfIntegers("identifiers")),
        bytes(row, "message"));
  }

  static Tuple row(StoredSession session) {
    StoredWill will = session.will();
    Instant left = session.disconnectedAt();
    return Tuple.tuple()
        .addString(session.clientId())
        .addString(session.username())
        .addLong(session.expirySeconds())
        .addOffsetDateTime(left == null ? null : left.atOffset(ZoneOffset.UTC))
        .addLong(session.sentTo())
        .addBuffer(will == null ? null : buffer(will.message()))
        .addLong(will == null ? 0 : will.delaySeconds());
  }

  private static Tuple row(StoredSubscription subscription) {
    return Tuple.tuple()
        .addString(subscription.clientId())
        .addString(subscription.filter())
        .addInteger(subscription.qos())
        .addBoolean(subscription.noLocal())
        .addBoolean(subscription.retainAsPublished())
        .addInteger(subscription.identifier());
  }

  static Tuple row(QueuedMessage message) {
    return Tuple.tuple()
        .addString(message.clientId())
        .addLong(message.sequence())
        .addInteger(message.qos())
        .addBoolean(message.retain())
        .addBoolean(message.released())
        .addArrayOfInteger(message.identifiers().toArray(new Integer[0]))
        .addBuffer(buffer(message.message()));
  }

  private static Bytes bytes(Row row, String column) {
    return new Bytes(row.getBuffer(column).getBytes());
  }

  private static @Nullable Buffer buffer(Bytes bytes) {
    return Buffer.buffer(bytes.value());
  }

  private static Stream<Row> stream(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }
}
