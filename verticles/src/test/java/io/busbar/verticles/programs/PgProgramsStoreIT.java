package io.busbar.verticles.programs;

import io.busbar.verticles.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PgProgramsStoreIT implements ProgramsStoreTck {
  private ProgramsStore store = new InMemoryProgramsStore();

  @BeforeEach
  void open(Vertx vertx) {
    store = new PgProgramsStore(TestDatabase.open(vertx));
  }

  @Override
  public ProgramsStore store() {
    return store;
  }
}
