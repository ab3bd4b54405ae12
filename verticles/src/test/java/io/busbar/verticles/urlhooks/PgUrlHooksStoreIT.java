package io.busbar.verticles.urlhooks;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.verticles.database.Database;
import io.busbar.verticles.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Tuple;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PgUrlHooksStoreIT implements UrlHooksStoreTck {
  private static final String PERSON =
      """
      INSERT INTO identity_users
        (id, username_key, username, name, role, password_hash, created_at)
      VALUES ($1, $1, $1, $1, 'admin', 'x', now())
      """;

  private UrlHooksStore store = new InMemoryUrlHooksStore();
  private @Nullable Database database;

  @BeforeEach
  void open(Vertx vertx) {
    Database opened = TestDatabase.open(vertx);
    done(opened.query(PERSON, Tuple.of("usr_ada")));
    done(opened.query(PERSON, Tuple.of("usr_bob")));
    database = opened;
    store = new PgUrlHooksStore(opened);
  }

  @Override
  public UrlHooksStore store() {
    return store;
  }

  @Test
  void forgetsTheHooksOfAnAccountThatIsGone() {
    done(store.add(UrlHooksStoreTck.hook("a", "usr_ada", NOON), "h1"));
    done(
        Objects.requireNonNull(database)
            .query("DELETE FROM identity_users WHERE id = 'usr_ada'", Tuple.tuple()));

    assertThat(success(store.hookOf("h1"))).isEmpty();
  }
}
