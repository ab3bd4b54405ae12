package io.busbar.verticles.identity;

import io.busbar.verticles.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PgIdentityStoreIT implements IdentityStoreTck {
  private IdentityStore store = new InMemoryIdentityStore();

  @BeforeEach
  void open(Vertx vertx) {
    store = new PgIdentityStore(TestDatabase.open(vertx));
  }

  @Override
  public IdentityStore store() {
    return store;
  }
}
