package io.busbar.hub.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged command {@code busbar}, run to its end. */
public final class HubCommand {
  private static final String MAIN = "io.busbar.hub.HubMain";

  /** From here on the launcher passes two flags more, and so does this. */
  private static final int FIRST_JDK_THAT_WARNS = 24;

  private HubCommand() {}

  /** What it said, on both streams, and its exit code. */
  public record Ended(int code, String output) {}

  /** Runs it with these variables besides the tests' own; {@code BUSBAR_*} are not inherited. */
  public static Ended run(Map<String, String> settings, String... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(line(arguments)).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("BUSBAR_"));
    builder.environment().put("BUSBAR_CONFIG", "/dev/null");
    builder.environment().putAll(settings);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("Still runs: " + String.join(" ", arguments));
      }
      return new Ended(process.exitValue(), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** The command line of a JVM with these arguments; those that begin with -X are its own. */
  static List<String> line(String... arguments) throws IOException {
    List<String> java = java();
    List<String> hub = List.of("-cp", classPath(), MAIN);
    List<String> line = new ArrayList<>(java);
    Stream.of(arguments).filter(HubCommand::isForJvm).forEach(line::add);
    line.addAll(FastStart.flags(java, hub));
    line.addAll(hub);
    Stream.of(arguments).filter(argument -> !isForJvm(argument)).forEach(line::add);
    return line;
  }

  private static List<String> java() {
    List<String> line = new ArrayList<>();
    line.add(ProcessHandle.current().info().command().orElse("java"));
    if (Runtime.version().feature() >= FIRST_JDK_THAT_WARNS) {
      line.add("--enable-native-access=ALL-UNNAMED");
      line.add("--sun-misc-unsafe-memory-access=allow");
    }
    return line;
  }

  private static boolean isForJvm(String argument) {
    return argument.startsWith("-X");
  }

  private static String classPath() throws IOException {
    Path target = Path.of("target").toAbsolutePath();
    try (Stream<Path> own = Files.list(target);
        Stream<Path> others = Files.list(target.resolve("lib"))) {
      List<String> jars =
          Stream.concat(own, others)
              .map(Path::toString)
              .filter(name -> name.endsWith(".jar"))
              .sorted()
              .toList();
      return String.join(":", jars);
    }
  }
}
