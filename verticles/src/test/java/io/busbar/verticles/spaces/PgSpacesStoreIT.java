package io.busbar.verticles.spaces;

import io.busbar.verticles.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PgSpacesStoreIT implements SpacesStoreTck {
  private SpacesStore store = new InMemorySpacesStore();

  @BeforeEach
  void open(Vertx vertx) {
    store = new PgSpacesStore(TestDatabase.open(vertx));
  }

  @Override
  public SpacesStore store() {
    return store;
  }
}
