package io.busbar.contracts.driver;

import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.InstanceId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code driver.register} in its three layouts: every field first in {@code params}, then at
 * the top level (spec 6.3). The texts are part of the observable contract.
 */
final class RegistrationReader {
  private static final String METHOD = "driver.register";
  private static final int MAX_NAME = 128;
  private static final int MAX_CAPABILITIES = 64;

  private RegistrationReader() {}

  static DriverFrame.Register read(Fields message) {
    if (!METHOD.equals(message.get("method"))) {
      throw DriverFrameReader.rejected(
          "Invalid driver message.", List.of("method must be exactly driver.register."));
    }
    Fields params = message.object("params");
    requireProtocolVersion(field(message, params, "protocolVersion"));
    List<String> faults = new ArrayList<>();
    Object driverKey = field(message, params, "driverKey");
    if (!(driverKey instanceof String key && DriverKey.accepts(key))) {
      faults.add("driverKey must match [A-Z0-9_] and be 2-64 chars.");
    }
    Object instanceId = field(message, params, "instanceId");
    if (!(instanceId instanceof String instance && InstanceId.accepts(instance))) {
      faults.add("instanceId must match [a-zA-Z0-9:_-] and be 1-128 chars.");
    }
    Object name = field(message, params, "name");
    if (name != null && !(name instanceof String text && text.length() <= MAX_NAME)) {
      faults.add("name must be at most 128 chars.");
    }
    if (!faults.isEmpty()) {
      throw DriverFrameReader.rejected("Invalid driver.register payload.", faults);
    }
    return new DriverFrame.Register(
        DriverFrameReader.id(message),
        DriverInstance.of(String.valueOf(driverKey), String.valueOf(instanceId)),
        (String) name,
        capabilities(field(message, params, "capabilities")),
        field(message, params, "token") instanceof String token ? token : null);
  }

  private static void requireProtocolVersion(@Nullable Object version) {
    if (version == null) {
      throw DriverFrameReader.rejected(
          "protocolVersion is required for driver.register.", List.of("Set protocolVersion: 1."));
    }
    boolean one =
        version instanceof Number number ? number.doubleValue() == 1.0 : "1".equals(version);
    if (!one) {
      throw DriverFrameReader.rejected("Unsupported protocolVersion.", List.of("Supported: 1."));
    }
  }

  private static Set<String> capabilities(@Nullable Object value) {
    Set<String> capabilities = new LinkedHashSet<>();
    if (value instanceof List<?> list) {
      list.stream()
          .limit(MAX_CAPABILITIES)
          .filter(String.class::isInstance)
          .forEach(item -> capabilities.add((String) item));
    }
    return Set.copyOf(capabilities);
  }

  private static @Nullable Object field(Fields message, Fields params, String name) {
    Object inParams = params.get(name);
    return inParams == null ? message.get(name) : inParams;
  }
}
