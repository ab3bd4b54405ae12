package io.busbar.hub.database;

import io.busbar.hub.config.Secret;
import java.nio.file.Path;

/** A process that starts the embedded PostgreSQL, says its port and waits to be killed. */
final class PostgresRun {
  static final Secret PASSWORD = new Secret("0123456789abcdef");

  private PostgresRun() {}

  public static void main(String[] arguments) throws Exception {
    DatabaseAddress address = new EmbeddedPostgres(Path.of(arguments[0]), PASSWORD).start();
    System.out.println("port " + address.port());
    int unused = System.in.read();
  }
}
