package io.busbar.verticles.devices;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code domains.json} says (spec 9.1 to 9.3).
 *
 * @param domains types and their default commands; a later entry refines an earlier one
 * @param aliases other words for a domain's key
 * @param capabilities the domain of each capability
 * @param fields well-known state fields
 */
record DomainModel(
    List<Types> domains,
    Map<String, DomainName> domainNames,
    Map<String, String> aliases,
    Map<String, String> capabilities,
    Map<String, Command> commands,
    Map<String, Field> fields) {

  record Types(String key, List<String> types, List<String> commands) {}

  record DomainName(String name, List<String> stateFields) {}

  /**
   * @param also further capabilities it belongs to
   */
  record Command(
      String label,
      boolean idempotent,
      @Nullable String capability,
      @Nullable List<String> also,
      @Nullable Fields payloadSchema) {

    boolean belongsTo(String wanted) {
      return wanted.equals(capability) || (also != null && also.contains(wanted));
    }
  }

  /**
   * @param tells false: the field alone does not tell that a device is able to do this
   * @param sensor the kind of sensor a field is that can only be read
   */
  record Field(
      String capability,
      String type,
      @Nullable String unit,
      @Nullable Double min,
      @Nullable Double max,
      @JsonProperty("enum") @Nullable List<String> values,
      @Nullable Boolean tells,
      @Nullable String sensor,
      @Nullable String label) {}

  /** Reads the model that is part of the hub. */
  static DomainModel load() {
    try (InputStream in = DomainModel.class.getResourceAsStream("/domains.json")) {
      return Json.read(Objects.requireNonNull(in).readAllBytes(), DomainModel.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
