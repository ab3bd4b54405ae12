package io.busbar.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.hub.config.HubConfig;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BusbarCommandTest {
  @TempDir Path folder = Path.of("");

  private final StringWriter out = new StringWriter();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final List<HubConfig> started = new ArrayList<>();
  private final AtomicReference<String> closed = new AtomicReference<>("");

  @Test
  void showsEverySettingAndHidesSecrets() {
    int code = execute(Map.of("JWT_SECRET_KEY", "s".repeat(32), "PORT", "81"), "config");
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("server.port: 81", "PORT; from environment", "identity.jwtSecret: [hidden]")
        .contains("log.level: info", "BUSBAR_LOG_LEVEL; from default")
        .doesNotContain("ssss");
  }

  @Test
  void tellsFaultsWithHintsAndWithoutAStackTrace() {
    assertThat(execute(Map.of("BUSBAR_LOG_LEVEL", "loud"), "run")).isEqualTo(1);
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .startsWith("busbar: log.level (BUSBAR_LOG_LEVEL)")
        .contains("Write one of")
        .doesNotContain("at io.busbar");
    assertThat(started).isEmpty();
  }

  @Test
  void runsTheHubOfTheConfiguration() {
    assertThat(execute(Map.of("PORT", "82"), "run")).isEqualTo(BusbarCommand.KEEPS_RUNNING);
    assertThat(started.get(0).server().port()).isEqualTo(82);
    assertThat(closed.get()).isEmpty();
    assertThat(execute(Map.of(), "run", "--until-ready")).isZero();
    assertThat(closed.get()).isEqualTo("closed");
  }

  @Test
  void addsTheDemoHouseOnRequest() {
    assertThat(execute(Map.of("BUSBAR_DEMO", "false"), "run", "--demo"))
        .isEqualTo(BusbarCommand.KEEPS_RUNNING);
    assertThat(execute(Map.of("BUSBAR_DEMO", "true"), "run"))
        .isEqualTo(BusbarCommand.KEEPS_RUNNING);
    assertThat(execute(Map.of(), "run")).isEqualTo(BusbarCommand.KEEPS_RUNNING);
    assertThat(started)
        .extracting(config -> config.demo().enabled())
        .containsExactly(true, true, false);
    assertThat(execute(Map.of(), "run", "--help")).isZero();
    assertThat(out.toString()).contains("--demo", "simulated");
  }

  @Test
  void saysThatNoHubRuns() {
    assertThat(execute(Map.of(), "token")).isEqualTo(1);
    assertThat(errors.toString(StandardCharsets.UTF_8)).contains("Is the hub running");
  }

  @Test
  void knowsItsVersionAndItsCommands() {
    assertThat(execute(Map.of(), "--version")).isZero();
    assertThat(out.toString()).matches("(?s)Busbar \\d+\\.\\d+\\.\\d+\\S* on Java .*");
    assertThat(execute(Map.of(), "--help")).isZero();
    assertThat(out.toString()).contains("run", "config", "token", "tap", "driver");
    assertThat(execute(Map.of(), "fly")).isEqualTo(CommandLine.ExitCode.USAGE);
  }

  @Test
  void checksAndInstallsDrivers() {
    assertThat(execute(Map.of(), "driver", "check", "sound")).isZero();
    assertThat(execute(Map.of(), "driver", "check", "broken")).isEqualTo(1);
    assertThat(out.toString()).contains("sound is a sound driver", "broken has no manifest");
    assertThat(execute(Map.of(), "driver", "install", "sound")).isZero();
    assertThat(out.toString()).contains(folder.resolve("drivers/sound").toString());
  }

  private int execute(Map<String, String> given, String... arguments) {
    Map<String, String> environment = new HashMap<>(given);
    environment.put("BUSBAR_HOME", folder.toString());
    environment.put("BUSBAR_DATA_DIR", folder.toString());
    CommandLine line =
        BusbarCommand.commandLine(
            environment,
            new PrintStream(errors, true, StandardCharsets.UTF_8),
            new BusbarCommand.Parts(this::start, Folders::new));
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(errors, true, StandardCharsets.UTF_8));
    return line.execute(arguments);
  }

  private AutoCloseable start(HubConfig config) {
    started.add(config);
    return () -> closed.set("closed");
  }

  /** Driver folders that are sound unless they are called broken. */
  private record Folders(HubConfig config) implements DriverPackages {
    @Override
    public List<String> check(Path driver) {
      return driver.endsWith("broken") ? List.of("broken has no manifest") : List.of();
    }

    @Override
    public Path install(Path driver) {
      return config.storage().driversDir().resolve(driver);
    }
  }
}
