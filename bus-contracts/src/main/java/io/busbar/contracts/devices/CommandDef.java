package io.busbar.contracts.devices;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.busbar.contracts.value.Fields;
import org.jspecify.annotations.Nullable;

/**
 * One command a device understands (spec 6.4, 9.3).
 *
 * @param key what is sent
 * @param label what a person reads
 * @param idempotent whether sending it twice does no more than once
 * @param payloadSchema JSON Schema of the arguments; null means "anything"
 * @param source who named the command
 */
public record CommandDef(
    String key,
    String label,
    boolean idempotent,
    @Nullable Fields payloadSchema,
    @Nullable String description,
    Origin source) {

  /** Who named a command. */
  public enum Origin {
    @JsonProperty("driver")
    DRIVER,
    @JsonProperty("manifest")
    MANIFEST,
    @JsonProperty("domain")
    DOMAIN,
    @JsonProperty("ir")
    IR
  }
}
