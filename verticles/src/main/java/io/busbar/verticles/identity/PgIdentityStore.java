package io.busbar.verticles.identity;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.UserId;
import io.busbar.verticles.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** {@link IdentityStore} in PostgreSQL. */
final class PgIdentityStore implements IdentityStore {
  private static final String COLUMNS =
      "id, username, name, email, role, password_hash, created_at";
  private static final String SELECT = "SELECT " + COLUMNS + " FROM identity_users";
  private static final String BY_ID = SELECT + " WHERE id = $1";
  private static final String INSERT =
      "INSERT INTO identity_users (username_key, "
          + COLUMNS
          + ")"
          + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
  // Whether an administrator is left cannot be said while another transaction changes people.
  private static final String ALONE = "LOCK TABLE identity_users IN SHARE ROW EXCLUSIVE MODE";

  private final Database database;

  PgIdentityStore(Database database) {
    this.database = database;
  }

  @Override
  public Future<List<Person>> people() {
    return database
        .query(SELECT + " ORDER BY created_at, id", Tuple.tuple())
        .map(PgIdentityStore::persons);
  }

  @Override
  public Future<Optional<Person>> find(UserId id) {
    return database
        .query(BY_ID, Tuple.of(id.value()))
        .map(rows -> persons(rows).stream().findFirst());
  }

  @Override
  public Future<Optional<Person>> findByUsername(String username) {
    return database
        .query(SELECT + " WHERE username_key = $1", Tuple.of(Person.key(username)))
        .map(rows -> persons(rows).stream().findFirst());
  }

  @Override
  public Future<Void> add(Person person) {
    return database
        .query(INSERT, row(person))
        .<Void>mapEmpty()
        .recover(cause -> Future.failedFuture(taken(cause, person)));
  }

  @Override
  public Future<Void> addFirstAdministrator(Person person) {
    return database
        .transaction(connection -> addFirst(connection, person))
        .recover(cause -> Future.failedFuture(taken(cause, person)));
  }

  @Override
  public Future<Void> changePasswordHash(UserId id, String hash) {
    return database
        .query(
            "UPDATE identity_users SET password_hash = $2 WHERE id = $1",
            Tuple.of(id.value(), hash))
        .mapEmpty();
  }

  @Override
  public Future<Person> changeRole(UserId id, Role role) {
    return database.transaction(connection -> changeUnlessLast(connection, id, role));
  }

  @Override
  public Future<Void> remove(UserId id) {
    return database.transaction(
        connection ->
            keepOneAdministrator(connection, id, null).compose(free -> delete(connection, id)));
  }

  @Override
  public Future<Void> endToken(String tokenId, Instant expiresAt) {
    return database
        .query(
            "INSERT INTO identity_ended_tokens (token_id, expires_at) VALUES ($1, $2)"
                + " ON CONFLICT DO NOTHING",
            Tuple.of(tokenId, utc(expiresAt)))
        .mapEmpty();
  }

  @Override
  public Future<Map<String, Instant>> endedTokens(Instant now) {
    return database
        .query(
            "SELECT token_id, expires_at FROM identity_ended_tokens WHERE expires_at > $1",
            Tuple.of(utc(now)))
        .map(PgIdentityStore::expiries);
  }

  @Override
  public Future<Void> forgetExpiredTokens(Instant now) {
    return database
        .query("DELETE FROM identity_ended_tokens WHERE expires_at <= $1", Tuple.of(utc(now)))
        .mapEmpty();
  }

  private static Future<Void> addFirst(SqlConnection connection, Person person) {
    return connection
        .query(ALONE)
        .execute()
        .compose(locked -> administrators(connection))
        .compose(
            ids ->
                ids.isEmpty()
                    ? connection.preparedQuery(INSERT).execute(row(person)).mapEmpty()
                    : Future.failedFuture(StoreFailures.setupDone()));
  }

  /**
   * Waits until nobody else changes people.
   *
   * @param role what the person becomes; null when they go
   */
  private static Future<Void> keepOneAdministrator(
      SqlConnection connection, UserId id, @Nullable Role role) {
    return connection
        .query(ALONE)
        .execute()
        .compose(locked -> administrators(connection))
        .compose(
            ids ->
                role != Role.ADMIN && ids.equals(List.of(id.value()))
                    ? Future.failedFuture(StoreFailures.lastAdministrator())
                    : Future.succeededFuture());
  }

  private static Future<Person> changeUnlessLast(SqlConnection connection, UserId id, Role role) {
    return keepOneAdministrator(connection, id, role)
        .compose(free -> required(connection, id))
        .compose(person -> changeRole(connection, person, role));
  }

  private static Future<Person> required(SqlConnection connection, UserId id) {
    return connection
        .preparedQuery(BY_ID)
        .execute(Tuple.of(id.value()))
        .map(rows -> persons(rows).stream().findFirst().orElseThrow(() -> nobody(id)));
  }

  private static Future<Person> changeRole(SqlConnection connection, Person person, Role role) {
    return connection
        .preparedQuery("UPDATE identity_users SET role = $2 WHERE id = $1")
        .execute(Tuple.of(person.id().value(), word(role)))
        .map(person);
  }

  private static HubFailure nobody(UserId id) {
    return HubFailure.notFound("user", id);
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static Future<Void> delete(SqlConnection connection, UserId id) {
    return connection
        .preparedQuery("DELETE FROM identity_users WHERE id = $1")
        .execute(Tuple.of(id.value()))
        .compose(
            rows ->
                rows.rowCount() == 1 ? Future.succeededFuture() : Future.failedFuture(nobody(id)));
  }

  private static Future<List<String>> administrators(SqlConnection connection) {
    return connection
        .query("SELECT id FROM identity_users WHERE role = 'admin'")
        .execute()
        .map(rows -> stream(rows).map(row -> row.getString("id")).toList());
  }

  private static Throwable taken(Throwable cause, Person person) {
    return cause instanceof HubFailure failure && failure.reason().equals(Database.DUPLICATE)
        ? StoreFailures.usernameTaken(person)
        : cause;
  }

  private static Tuple row(Person person) {
    return Tuple.tuple()
        .addString(person.key())
        .addString(person.id().value())
        .addString(person.username())
        .addString(person.name())
        .addString(person.email())
        .addString(word(person.role()))
        .addString(person.passwordHash())
        .addOffsetDateTime(utc(person.createdAt()));
  }

  private static List<Person> persons(RowSet<Row> rows) {
    return stream(rows).map(PgIdentityStore::person).toList();
  }

  private static Person person(Row row) {
    return new Person(
        new UserId(row.getString("id")),
        row.getString("username"),
        row.getString("name"),
        row.getString("email"),
        Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
        row.getString("password_hash"),
        row.getOffsetDateTime("created_at").toInstant());
  }

  private static Map<String, Instant> expiries(RowSet<Row> rows) {
    Map<String, Instant> expiries = new HashMap<>();
    for (Row row : rows) {
      expiries.put(row.getString("token_id"), row.getOffsetDateTime("expires_at").toInstant());
    }
    return expiries;
  }

  private static Stream<Row> stream(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
