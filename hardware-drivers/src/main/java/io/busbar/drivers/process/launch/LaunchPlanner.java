package io.busbar.drivers.process.launch;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.integrations.IntegrationsContract.PropertyDef;
import io.busbar.contracts.integrations.ProcessesContract.StartProcess;
import io.busbar.drivers.manifest.DriverFolder;
import io.busbar.drivers.manifest.DriverManifest;
import io.busbar.drivers.manifest.DriverType;
import io.busbar.drivers.process.InstanceFolder;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides command line and environment of a driver process (spec 7.2, 7.5). */
public final class LaunchPlanner {
  static final int MAX_VALUE = 32 * 1024;
  private static final List<String> INHERITED = List.of("PATH", "HOME", "LANG", "TMPDIR");
  private static final String NICENESS = "5";

  private final ProcessSettings settings;
  private final Runtimes runtimes;

  public LaunchPlanner(ProcessSettings settings, Runtimes runtimes) {
    this.settings = settings;
    this.runtimes = runtimes;
  }

  /**
   * Plans one launch.
   *
   * @throws HubFailure INVALID no interpreter, or a property that fits no environment variable
   */
  public Launch plan(StartProcess wanted, DriverFolder folder) {
    DriverType type = folder.manifest().driverType();
    Path file = Objects.requireNonNull(folder.implementation(), "drivers in Java have no process");
    List<String> command = new ArrayList<>(prefix("setsid"));
    boolean ownGroup = !command.isEmpty();
    command.addAll(prefix("nice", "-n", NICENESS));
    command.add(runtimes.interpreter(type).toString());
    if (type == DriverType.PYTHON) {
      command.add("-u");
    }
    command.add(file.toString());
    InstanceFolder own = InstanceFolder.of(settings.instances(), wanted.driver());
    return new Launch(command, environment(wanted, folder.manifest(), own), own, ownGroup);
  }

  /** Why a driver in this language cannot run here; null when it can. */
  public @Nullable String unavailable(DriverType type) {
    try {
      Path ignored = runtimes.interpreter(type);
      return null;
    } catch (HubFailure failure) {
      return failure.message() + " " + failure.hint();
    }
  }

  /** The words that run a command through a program; none where that is not installed. */
  private List<String> prefix(String program, String... arguments) {
    return runtimes
        .find(program)
        .map(found -> Stream.concat(Stream.of(found.toString()), Stream.of(arguments)).toList())
        .orElse(List.of());
  }

  private Map<String, String> environment(
      StartProcess wanted, DriverManifest manifest, InstanceFolder own) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String name : INHERITED) {
      String value = settings.environment().get(name);
      if (value != null) {
        variables.put(name, value);
      }
    }
    HubPorts ports = settings.ports().get();
    variables.put("HOS_WS_URL", "ws://127.0.0.1:%d/driver".formatted(ports.driver()));
    properties(variables, wanted, manifest);
    variables.put("HAPTIQUE_DRIVER_ID", wanted.driver().instanceId().value());
    variables.put("PORT", Integer.toString(ports.http()));
    variables.put("HOS_DRIVER_KEY", wanted.driver().driverKey().value());
    variables.put("HOS_INSTANCE_NAME", textOf("name", wanted.name()));
    variables.put("HOS_DATA_DIR", own.work().toString());
    variables.put("HOS_LOG_LEVEL", settings.logLevel());
    variables.put("TZ", settings.zone().getId());
    kit(variables, manifest.driverType());
    return variables;
  }

  private void kit(Map<String, String> variables, DriverType type) {
    Path kit = settings.kits().toAbsolutePath().resolve(type.word());
    switch (type) {
      case PYTHON -> variables.put("PYTHONPATH", kit.toString());
      case JAVASCRIPT -> variables.put("NODE_PATH", kit.toString());
      case LUA -> variables.put("LUA_PATH", kit + "/?.lua;;");
      case JAVA -> {}
    }
  }

  /** A mapped variable without a value is absent, even one the hub would set by itself. */
  private static void properties(
      Map<String, String> variables, StartProcess wanted, DriverManifest manifest) {
    Map<String, @Nullable Object> defaults = new LinkedHashMap<>();
    for (PropertyDef property : manifest.properties()) {
      defaults.put(property.key(), property.defaultValue());
    }
    manifest
        .envMap()
        .forEach(
            (property, variable) -> {
              Object given = wanted.properties().get(property);
              Object value = given == null ? defaults.get(property) : given;
              put(variables, variable, property, value);
            });
  }

  private static void put(
      Map<String, String> variables, String variable, String property, @Nullable Object value) {
    if (value == null) {
      variables.remove(variable);
      return;
    }
    variables.put(variable, textOf(property, value));
  }

  private static String textOf(String property, Object value) {
    String text = plain(value);
    if (text.indexOf('\0') >= 0 || text.length() > MAX_VALUE) {
      throw HubFailure.invalid(
          "Property '%s' holds a NUL character or more than 32 KiB.".formatted(property),
          "Correct it in the settings of this instance.");
    }
    return text;
  }

  private static String plain(Object value) {
    if (value instanceof String || value instanceof Boolean) {
      return value.toString();
    }
    if (value instanceof Number) {
      BigDecimal number = new BigDecimal(value.toString());
      return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
    return Json.text(value);
  }
}
