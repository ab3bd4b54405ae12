package io.busbar.verticles.commands;

import io.busbar.verticles.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PgCommandsStoreIT implements CommandsStoreTck {
  private CommandsStore store = new InMemoryCommandsStore();

  @BeforeEach
  void open(Vertx vertx) {
    store = new PgCommandsStore(TestDatabase.open(vertx));
  }

  @Override
  public CommandsStore store() {
    return store;
  }
}
