package io.busbar.hub.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Spares the hubs of tests most of the work of a start: an archive of classes, made once per build
 * as the launcher makes it, the quick compiler only, for they end before the thorough one pays, and
 * the programs of PostgreSQL, which the start that made the archive has unpacked.
 */
final class FastStart {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path ARCHIVE = TARGET.resolve("tests.jsa");
  private static final Path DATA = TARGET.resolve("tests-data");
  private static final long MADE_WITHIN_SECONDS = 120;

  private FastStart() {}

  /**
   * @param java starts the JVM
   * @param hub the class path and the main class
   */
  static synchronized List<String> flags(List<String> java, List<String> hub) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                TARGET.resolve("tests.jsa.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !isMade()) {
        make(java, hub);
      }
    }
    return List.of(
        "-XX:TieredStopAtLevel=1",
        "-XX:SharedArchiveFile=" + ARCHIVE,
        "-Xlog:cds=off",
        "-Xlog:cds+dynamic=off");
  }

  /**
   * Lends the programs of PostgreSQL to a hub that starts for the first time. After {@link #flags}.
   */
  static void lendPrograms(Path data) throws IOException {
    Path postgres = data.resolve("postgres");
    if (Files.exists(postgres)) {
      return;
    }
    Files.createDirectories(postgres);
    try (Stream<Path> lent = Files.list(DATA.resolve("postgres"))) {
      for (Path programs : lent.filter(FastStart::hasPrograms).toList()) {
        Files.createSymbolicLink(postgres.resolve(programs.getFileName()), programs);
      }
    }
  }

  private static boolean hasPrograms(Path folder) {
    return folder.getFileName().toString().startsWith("bin-");
  }

  private static boolean isMade() throws IOException {
    if (!Files.exists(ARCHIVE) || !Files.exists(DATA.resolve("postgres"))) {
      return false;
    }
    try (Stream<Path> built = Files.list(TARGET)) {
      return built
          .filter(file -> file.toString().endsWith(".jar"))
          .allMatch(jar -> jar.toFile().lastModified() <= ARCHIVE.toFile().lastModified());
    }
  }

  private static void make(List<String> java, List<String> hub) throws IOException {
    Files.deleteIfExists(ARCHIVE);
    remove(DATA);
    List<String> line = new ArrayList<>(java);
    line.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m", "-XX:ArchiveClassesAtExit=" + ARCHIVE));
    line.addAll(hub);
    line.addAll(List.of("run", "--until-ready"));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(TARGET.resolve("tests.jsa.log").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("BUSBAR_"));
    builder.environment().putAll(HubProcess.ALONE);
    builder.environment().put("BUSBAR_DATA_DIR", DATA.toString());
    await(builder.start());
  }

  /** Deletes a folder with all that is in it, and nothing that links in it point to. */
  static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static void await(Process process) throws IOException {
    try {
      boolean ended = process.waitFor(MADE_WITHIN_SECONDS, TimeUnit.SECONDS);
      if (!ended || process.exitValue() != 0 || !Files.exists(ARCHIVE)) {
        process.destroyForcibly();
        throw new AssertionError("No archive was made: see target/tests.jsa.log");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
