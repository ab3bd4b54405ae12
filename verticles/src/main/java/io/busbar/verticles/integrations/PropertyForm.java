package io.busbar.verticles.integrations;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.integrations.IntegrationsContract.PropertyDef;
import io.busbar.contracts.value.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The setup form of a driver: what it accepts, what is secret, what is left to its defaults. */
final class PropertyForm {
  /** Stands for a secret in every answer; sent back, it means "as it was". */
  static final String MASK = "********";

  private static final List<String> TELLING =
      List.of("password", "secret", "token", "pin", "apikey", "api_key");

  private final Map<String, PropertyDef> defs = new LinkedHashMap<>();

  PropertyForm(List<PropertyDef> properties) {
    properties.forEach(def -> defs.put(def.key(), def));
  }

  /**
   * The properties an instance has from now on: what is given, and the secrets of before that are
   * not given or given as the mask.
   *
   * @param before what is stored, secrets sealed; empty for a new instance
   * @throws HubFailure INVALID with one detail a fault; no detail repeats a value
   */
  Fields accept(Fields given, Fields before) {
    Fields merged = merge(given, before);
    List<String> faults = new ArrayList<>();
    for (String key : given.values().keySet()) {
      if (!defs.containsKey(key)) {
        faults.add(key + ": the driver has no such property");
        continue;
      }
      Object value = given.get(key);
      if (value != null && SealedProperties.isSealed(value)) {
        faults.add(key + ": send the secret itself");
      }
    }
    for (PropertyDef def : defs.values()) {
      String fault = fault(def, merged.get(def.key()));
      if (fault != null) {
        faults.add(def.key() + ": " + fault);
      }
    }
    if (!faults.isEmpty()) {
      throw HubFailure.invalid(
              "The properties do not fit the driver.", "The details name each property at fault.")
          .details(faults);
    }
    return merged;
  }

  /** These properties with the defaults of those that are absent. */
  Fields withDefaults(Fields properties) {
    Fields complete = properties;
    for (PropertyDef def : defs.values()) {
      if (complete.get(def.key()) == null && def.defaultValue() != null) {
        complete = complete.with(def.key(), def.defaultValue());
      }
    }
    return complete;
  }

  /** Whether a property is secret: its driver says so, or its name does (spec 7.3). */
  boolean isSecret(String key) {
    PropertyDef def = defs.get(key);
    if (def != null && (def.secret() || isSecretType(def.type()))) {
      return true;
    }
    String lower = key.toLowerCase(Locale.ROOT);
    return TELLING.stream().anyMatch(lower::contains);
  }

  private Fields merge(Fields given, Fields before) {
    Map<String, @Nullable Object> merged = new LinkedHashMap<>();
    for (String key : defs.keySet()) {
      boolean kept = isSecret(key) && (!given.has(key) || MASK.equals(given.get(key)));
      Object value = kept ? before.get(key) : given.get(key);
      if (value != null) {
        merged.put(key, value);
      }
    }
    return new Fields(merged);
  }

  private static @Nullable String fault(PropertyDef def, @Nullable Object value) {
    if (value == null || value.equals("")) {
      return def.required() && def.defaultValue() == null ? "it is required" : null;
    }
    return SealedProperties.isSealed(value) ? null : PropertyTypes.fault(def, value).orElse(null);
  }

  private static boolean isSecretType(String type) {
    return type.equalsIgnoreCase("password") || type.equalsIgnoreCase("secret");
  }
}
