package io.busbar.drivers.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.drivers.manifest.DriverType;
import io.busbar.drivers.process.launch.Runtimes;
import java.util.List;
import java.util.stream.Stream;

/** Which interpreters this machine has: tests that need another one are skipped. */
public final class Interpreters {
  private Interpreters() {}

  /** Skips the calling test, with the names of what to install, unless all of these are here. */
  public static void assume(DriverType... needed) {
    List<String> missing =
        Stream.of(needed).filter(type -> !isHere(type)).map(DriverType::word).toList();
    assumeTrue(
        missing.isEmpty(), () -> "left out: no interpreter on PATH for %s".formatted(missing));
  }

  private static boolean isHere(DriverType type) {
    try {
      return new Runtimes(System.getenv(), "").interpreter(type).isAbsolute();
    } catch (HubFailure missing) {
      return false;
    }
  }
}
