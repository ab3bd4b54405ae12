package io.busbar.verticles.testing;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.verticles.database.Database;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class FreshDatabaseIT {
  private static final String INSERT =
      "INSERT INTO identity_users (id, username_key, username, name, role,"
          + " password_hash, created_at)"
          + " VALUES ($1, $2, 'Ada', 'Ada', 'admin', 'x', now())";

  @Test
  void givesEachCallerTablesWithoutRows(Vertx vertx) {
    Database first = TestDatabase.open(vertx);
    Database second = TestDatabase.open(vertx);
    done(first.query(INSERT, Tuple.of("user-1", "ada")));

    assertThat(count(first)).isEqualTo(1);
    assertThat(count(second)).isZero();
  }

  @Test
  void tellsADuplicateByItsReason(Vertx vertx) {
    Database database = TestDatabase.open(vertx);
    done(database.query(INSERT, Tuple.of("user-1", "ada")));

    assertThat(failure(database.query(INSERT, Tuple.of("user-2", "ada"))))
        .satisfies(
            failure -> {
              assertThat(failure.code()).isEqualTo(FailureCode.CONFLICT);
              assertThat(failure.reason()).isEqualTo(Database.DUPLICATE);
            });
  }

  private static long count(Database database) {
    return success(database.query("SELECT count(*) FROM identity_users", Tuple.tuple()))
        .iterator()
        .next()
        .getLong(0);
  }
}
