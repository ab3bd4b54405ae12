package io.busbar.drivers.manifest;

import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.integrations.IntegrationsContract.PropertyDef;
import io.busbar.contracts.integrations.ProcessesContract.Port;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.InstanceId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A checked manifest, {@code *.driver.json} (spec 7.3).
 *
 * @param driverFile the file to run, beside the manifest; null for {@link DriverType#JAVA}
 * @param envMap property key to name of the environment variable
 * @param haptiqueApp metadata of signed packages; null when there is none
 * @param autoStart the instance the hub sets up by itself, honoured for bundled drivers only
 */
public record DriverManifest(
    DriverKey driverKey,
    DriverType driverType,
    @Nullable String driverFile,
    String name,
    Version version,
    @Nullable String vendor,
    @Nullable String description,
    @Nullable String iotClass,
    List<String> capabilities,
    List<PropertyDef> properties,
    List<CommandDef> commands,
    List<Event> events,
    List<Port> inputs,
    List<Port> outputs,
    Map<String, String> envMap,
    @Nullable Fields haptiqueApp,
    @Nullable InstanceId autoStart) {

  public DriverManifest {
    capabilities = List.copyOf(capabilities);
    properties = List.copyOf(properties);
    commands = List.copyOf(commands);
    events = List.copyOf(events);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    envMap = Map.copyOf(envMap);
  }

  /**
   * Something automations can wait for.
   *
   * @param field dot path into the state, e.g. {@code extras.status}
   */
  public record Event(String key, String label, String type, @Nullable String field) {}
}
