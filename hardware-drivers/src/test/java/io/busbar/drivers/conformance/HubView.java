package io.busbar.drivers.conformance;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A running hub as its users see it, through any public door. All methods may block for a while;
 * devices are named by the driver's own ids. {@link HubReplay} asks again until a deadline, so each
 * answer is what is true right now.
 */
public interface HubView {
  /** A command that was issued and may end later. */
  interface Issued {
    /** Waits, at most ten seconds, for the end. */
    Outcome end();
  }

  /**
   * How a command ended.
   *
   * @param kind {@code completed} the driver confirmed it; {@code refused} the hub did not accept
   *     it; {@code failed} it did not succeed in another way
   * @param message the text that came with it
   */
  record Outcome(String kind, String message) {}

  /** Issues a command without waiting for its end. */
  Issued command(String device, String command, JsonNode payload);

  /** The hub's view of a device, {@code id} its own id; a missing node when it has none. */
  JsonNode device(String device);

  /** The state fields of a device; a missing node when it has none. */
  JsonNode state(String device);

  /**
   * The payloads of all protocol events of a type for a device since the replay began, as an array.
   */
  JsonNode events(String type, String device);
}
