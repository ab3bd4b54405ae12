package io.busbar.contracts.integrations;

import com.fasterxml.jackson.annotation.JsonValue;
import io.busbar.contracts.bus.EventAddress;
import io.busbar.contracts.bus.Internal;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.drivers.DriversContract.Status;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.InstanceId;
import io.busbar.contracts.value.Nothing;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Installed drivers, and the instances of them that people set up (spec 2.14, 7.3, 7.6). */
public final class IntegrationsContract {
  private static final Duration PROCESS = Duration.ofSeconds(20);

  /** Lists the catalog: bundled and installed drivers. */
  public static final RequestAddress<Nothing, Integrations> LIST =
      RequestAddress.of("hub.integrations.list", Nothing.class, Integrations.class);

  /** Lists the instances of one driver. Fails: NOT_FOUND no such driver. */
  public static final RequestAddress<ListInstances, Instances> LIST_INSTANCES =
      RequestAddress.of("hub.integrations.list-instances", ListInstances.class, Instances.class);

  /**
   * Sets up an instance and starts it. Succeeds when stored durably, with the instance, whether or
   * not its process came up: its status says so. Fails: NOT_FOUND no such driver · INVALID a
   * property is missing or of the wrong type, with one detail a property · UNAVAILABLE.
   */
  public static final RequestAddress<CreateInstance, Instance> CREATE_INSTANCE =
      RequestAddress.of("hub.integrations.create-instance", CreateInstance.class, Instance.class)
          .within(PROCESS);

  /**
   * Changes name, properties or both; a running instance restarts with them. A secret that is
   * absent or sent as the mask stays as it is. Fails as {@link #CREATE_INSTANCE}.
   */
  public static final RequestAddress<UpdateInstance, Instance> UPDATE_INSTANCE =
      RequestAddress.of("hub.integrations.update-instance", UpdateInstance.class, Instance.class)
          .within(PROCESS);

  /** Stops an instance and forgets it. Fails: NOT_FOUND · UNAVAILABLE. */
  public static final RequestAddress<RemoveInstance, InstanceRemoved> REMOVE_INSTANCE =
      RequestAddress.of(
              "hub.integrations.remove-instance", RemoveInstance.class, InstanceRemoved.class)
          .within(PROCESS);

  /** Starts an instance now and at every start of the hub. Fails: NOT_FOUND · UNAVAILABLE. */
  public static final RequestAddress<StartInstance, Instance> START_INSTANCE =
      RequestAddress.of("hub.integrations.start-instance", StartInstance.class, Instance.class)
          .within(PROCESS);

  /** Stops an instance until it is started again. Fails: NOT_FOUND · UNAVAILABLE. */
  public static final RequestAddress<StopInstance, Instance> STOP_INSTANCE =
      RequestAddress.of("hub.integrations.stop-instance", StopInstance.class, Instance.class)
          .within(PROCESS);

  /** Stops and starts an instance. Fails: NOT_FOUND · UNAVAILABLE. */
  public static final RequestAddress<RestartInstance, Instance> RESTART_INSTANCE =
      RequestAddress.of("hub.integrations.restart-instance", RestartInstance.class, Instance.class)
          .within(PROCESS);

  /**
   * Tries an instance: starts it, waits up to 15 s for its registration or first event, and stops
   * it again when it was not running. Succeeds with the finding, good or bad.
   */
  public static final RequestAddress<TestInstance, InstanceTested> TEST_INSTANCE =
      RequestAddress.of("hub.integrations.test-instance", TestInstance.class, InstanceTested.class)
          .within(Duration.ofSeconds(30));

  /** Reads the last log lines of an instance, secrets redacted. Fails: NOT_FOUND. */
  public static final RequestAddress<ReadLogs, Logs> READ_LOGS =
      RequestAddress.of("hub.integrations.read-logs", ReadLogs.class, Logs.class);

  /** Reads the commands a driver's manifest names; empty for an unknown driver. */
  @Internal("the devices service asks it when a device comes without a catalog")
  public static final RequestAddress<FindCommands, ManifestCommands> FIND_COMMANDS =
      RequestAddress.of(
          "hub.integrations.find-commands", FindCommands.class, ManifestCommands.class);

  /** An instance was set up or removed. */
  public static final EventAddress<InstanceChanged> CHANGED =
      new EventAddress<>("hub.integrations.changed", InstanceChanged.class);

  private IntegrationsContract() {}

  public record Integrations(@JsonValue List<Integration> integrations) {}

  /**
   * @param status {@code ready}, or {@code unavailable} with a reason, e.g. a missing interpreter
   * @param properties the setup form (spec 7.3)
   */
  public record Integration(
      String key,
      DriverKey driverKey,
      String name,
      String version,
      @Nullable String vendor,
      @Nullable String description,
      String driverType,
      @Nullable String iotClass,
      boolean builtIn,
      String status,
      @Nullable String reason,
      List<String> capabilities,
      List<PropertyDef> properties,
      int instances) {}

  /** One field of a setup form. Secrets are masked when read and encrypted when stored. */
  public record PropertyDef(
      String key,
      String label,
      String type,
      boolean required,
      boolean secret,
      @Nullable Object defaultValue,
      @Nullable String description,
      List<Option> options,
      @Nullable Double min,
      @Nullable Double max) {}

  public record Option(String value, String label) {}

  public record ListInstances(DriverKey driverKey) {}

  public record Instances(@JsonValue List<Instance> instances) {}

  /**
   * @param properties with secrets masked
   */
  public record Instance(
      InstanceId id,
      DriverKey driverKey,
      String name,
      boolean enabled,
      Status status,
      @Nullable String lastError,
      int restarts,
      @Nullable Long pid,
      String transport,
      Fields properties,
      Instant createdAt,
      Instant updatedAt) {}

  /** Its text form leaves out the properties: some are secrets. */
  public record CreateInstance(
      DriverKey driverKey,
      @Nullable String name,
      @Nullable Fields properties,
      Source source,
      @Nullable Principal by) {
    @Override
    public String toString() {
      return "CreateInstance[driverKey=%s, name=%s, properties=[hidden]]"
          .formatted(driverKey, name);
    }
  }

  /** Its text form leaves out the properties: some are secrets. */
  public record UpdateInstance(InstanceId id, @Nullable String name, @Nullable Fields properties) {
    @Override
    public String toString() {
      return "UpdateInstance[id=%s, name=%s, properties=[hidden]]".formatted(id, name);
    }
  }

  public record RemoveInstance(InstanceId id, Source source, @Nullable Principal by) {}

  public record InstanceRemoved(InstanceId id, boolean removed) {}

  public record StartInstance(InstanceId id) {}

  public record StopInstance(InstanceId id) {}

  public record RestartInstance(InstanceId id) {}

  public record TestInstance(InstanceId id) {}

  public record InstanceTested(InstanceId id, boolean ok, String message, List<String> logs) {}

  /**
   * @param tail how many lines, 1 to 2,000; absent: 200
   */
  public record ReadLogs(InstanceId id, @Nullable Integer tail) {}

  public record Logs(InstanceId id, List<String> lines) {}

  public record FindCommands(DriverKey driverKey) {}

  public record ManifestCommands(List<CommandDef> commands) {}

  /**
   * @param by the user name of who did it; null when the hub itself did
   */
  public record InstanceChanged(
      InstanceChange change,
      InstanceId id,
      DriverKey driverKey,
      String name,
      Source source,
      @Nullable String by,
      Instant at) {}

  /** What happened to an instance. */
  public enum InstanceChange {
    ADDED,
    REMOVED
  }
}
