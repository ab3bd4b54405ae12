package io.busbar.hub.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a hub holds on to.
 *
 * @param bytes of the heap after everything unreachable was collected
 * @param files descriptors that are open
 */
public record Footprint(long bytes, long files) {
  public static Footprint of(HubProcess hub) throws IOException, InterruptedException {
    return new Footprint(liveBytes(hub), openFiles(hub));
  }

  private static long liveBytes(HubProcess hub) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process asked =
        new ProcessBuilder(jcmd, String.valueOf(hub.pid()), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(asked.waitFor()).as(said).isZero();
    String total = said.lines().filter(line -> line.startsWith("Total")).findFirst().orElseThrow();
    return Long.parseLong(total.trim().split("\\s+", -1)[2]);
  }

  private static long openFiles(HubProcess hub) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(hub.pid()), "fd"))) {
      return files.count();
    }
  }
}
