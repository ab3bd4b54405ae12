package io.busbar.bench.scale;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;

/**
 * A PostgreSQL that several nodes share, until this process is told to end: {@code <file>}, into
 * which its address is written.
 */
public final class DatabaseMain {
  private DatabaseMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path file = Path.of(arguments[0]);
    CountDownLatch end = new CountDownLatch(1);
    try (EmbeddedPostgres server =
        EmbeddedPostgres.builder().setServerConfig("shared_buffers", "64MB").start()) {
      Thread hook = new Thread(end::countDown);
      Runtime.getRuntime().addShutdownHook(hook);
      Path whole = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(
          whole,
          "postgresql://postgres:postgres@127.0.0.1:%d/postgres".formatted(server.getPort()));
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
      end.await();
    }
  }
}
