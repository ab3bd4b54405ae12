package io.busbar.contracts.integrations;

import io.busbar.contracts.bus.Internal;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.drivers.DriversContract.Status;
import io.busbar.contracts.integrations.IntegrationsContract.PropertyDef;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.InstanceId;
import io.busbar.contracts.value.Nothing;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The supervisor of local driver processes and built-in drivers (spec 7). It knows folders and
 * processes; who wants which instance is the integrations service's business.
 */
public final class ProcessesContract {
  private static final Duration PROCESS = Duration.ofSeconds(18);

  /** Reads the manifests of all bundled and installed drivers, newest version of each. */
  @Internal("the integrations service asks it")
  public static final RequestAddress<Nothing, Catalog> CATALOG =
      RequestAddress.of("hub.processes.catalog", Nothing.class, Catalog.class);

  /**
   * Starts an instance under supervision, or restarts it with new properties. Succeeds when the
   * process was launched or could not be, with its condition. Fails: NOT_FOUND no such driver.
   */
  @Internal("the integrations service asks it")
  public static final RequestAddress<StartProcess, Condition> START =
      RequestAddress.of("hub.processes.start", StartProcess.class, Condition.class).within(PROCESS);

  /** Stops an instance. Succeeds when its process is gone; stopping twice is harmless. */
  @Internal("the integrations service asks it")
  public static final RequestAddress<StopProcess, Condition> STOP =
      RequestAddress.of("hub.processes.stop", StopProcess.class, Condition.class).within(PROCESS);

  /** Tries an instance (spec 7.6 "Test instance"). */
  @Internal("the integrations service asks it")
  public static final RequestAddress<StartProcess, Tried> TRY =
      RequestAddress.of("hub.processes.try", StartProcess.class, Tried.class)
          .within(Duration.ofSeconds(25));

  /** Reads the conditions of all instances this node has ever started. */
  @Internal("the integrations service asks it")
  public static final RequestAddress<Nothing, Conditions> CONDITIONS =
      RequestAddress.of("hub.processes.conditions", Nothing.class, Conditions.class);

  /** Reads the log ring of an instance, oldest first; empty when it never ran. */
  @Internal("the integrations service asks it")
  public static final RequestAddress<TailLog, LogTail> TAIL =
      RequestAddress.of("hub.processes.tail", TailLog.class, LogTail.class);

  private ProcessesContract() {}

  public record Catalog(List<DriverPackage> drivers) {}

  /**
   * A driver as its manifest describes it (spec 7.3).
   *
   * @param driverType python, javascript, lua or java (built in)
   * @param unavailable why it cannot run here, e.g. a missing interpreter; null when it can
   * @param autoStart the instance the hub sets up by itself (HOST_SENSORS); null for none
   */
  public record DriverPackage(
      DriverKey driverKey,
      String name,
      String version,
      @Nullable String vendor,
      @Nullable String description,
      String driverType,
      @Nullable String iotClass,
      boolean builtIn,
      List<String> capabilities,
      List<PropertyDef> properties,
      List<CommandDef> commands,
      List<Port> inputs,
      List<Port> outputs,
      @Nullable String unavailable,
      @Nullable InstanceId autoStart) {}

  /** Where a signal goes into a driver or out of it. */
  public record Port(String key, String label, String signal) {}

  /**
   * @param properties with secrets in clear: they go into the process' environment and nowhere else
   * @param secretKeys which properties are redacted in its logs
   */
  public record StartProcess(
      DriverInstance driver, String name, Fields properties, List<String> secretKeys) {
    @Override
    public String toString() {
      return "StartProcess[driver=%s, name=%s, properties=[hidden]]".formatted(driver, name);
    }
  }

  public record StopProcess(DriverInstance driver) {}

  /**
   * @param transport the one commands travel on: process, websocket or builtin
   */
  public record Condition(
      DriverInstance driver,
      Status status,
      @Nullable String lastError,
      int restarts,
      @Nullable Long pid,
      String transport) {}

  public record Conditions(List<Condition> conditions) {}

  public record Tried(boolean ok, String message, List<String> logs) {}

  public record TailLog(DriverInstance driver, int lines) {}

  public record LogTail(List<String> lines) {}
}
