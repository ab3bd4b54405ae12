package io.busbar.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.hub.backup.BackupFault;
import io.busbar.hub.config.HubConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BusbarCommandTest {
  @TempDir Path folder = Path.of("");

  private final StringWriter out = new StringWriter();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final List<HubConfig> started = new ArrayList<>();
  private final RecordingArchives archives = new RecordingArchives();
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
    assertThat(out.toString())
        .contains("run", "config", "token", "tap", "driver", "backup", "restore");
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

  @Test
  void backsUpToAFileThatIsNotThere() {
    String file = folder.resolve("hub.zip").toString();
    assertThat(execute(Map.of(), "backup", file)).isZero();
    assertThat(archives.calls).containsExactly("backup hub.zip of false");
    assertThat(out.toString()).contains("devices: 3 rows", "Done: " + file, "contains secrets");
    assertThat(execute(Map.of(), "backup", file)).isEqualTo(1);
    assertThat(execute(Map.of(), "backup", folder.toString())).isEqualTo(1);
    assertThat(execute(Map.of(), "backup", folder.resolve("no/hub.zip").toString())).isEqualTo(1);
    assertThat(archives.calls).hasSize(1);
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .contains("hub.zip exists.", "say --force", "is a folder", "is no folder");
    assertThat(execute(Map.of(), "backup", "--force", file)).isZero();
    assertThat(archives.calls).hasSize(2);
  }

  @Test
  void restoresAndTellsWhyNot() {
    assertThat(execute(Map.of(), "restore", "hub.zip")).isZero();
    assertThat(execute(Map.of(), "restore", "--force", "hub.zip")).isZero();
    assertThat(archives.calls).containsExactly("restore hub.zip false", "restore hub.zip true");
    assertThat(execute(Map.of(), "restore", "torn.zip")).isEqualTo(1);
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .contains("torn.zip is cut short.", "Take another copy")
        .doesNotContain("at io.busbar");
    assertThat(execute(Map.of(), "restore")).isEqualTo(CommandLine.ExitCode.USAGE);
  }

  private int execute(Map<String, String> given, String... arguments) {
    Map<String, String> environment = new HashMap<>(given);
    environment.put("BUSBAR_HOME", folder.toString());
    environment.put("BUSBAR_DATA_DIR", folder.toString());
    CommandLine line =
        BusbarCommand.commandLine(
            environment,
            new PrintStream(errors, true, StandardCharsets.UTF_8),
            new BusbarCommand.Parts(this::start, Folders::new, config -> archives));
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

  /** Remembers what it was told. */
  private static final class RecordingArchives implements Archives {
    private final List<String> calls = new ArrayList<>();

    @Override
    public long backUp(Path file, String hubVersion, Consumer<String> progress) throws IOException {
      calls.add("backup " + file.getFileName() + " of " + hubVersion.isEmpty());
      progress.accept("  devices: 3 rows");
      Files.writeString(file, "zip");
      return 3;
    }

    @Override
    public void restore(Path file, boolean force, Consumer<String> progress) {
      calls.add("restore " + file.getFileName() + " " + force);
      if (file.endsWith("torn.zip")) {
        throw new BackupFault(file + " is cut short.", "Take another copy of the file.");
      }
    }
  }
}
