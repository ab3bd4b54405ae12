package io.busbar.drivers.discovery.homeassistant.component;

import io.busbar.kit.Device;
import java.util.List;
import java.util.Map;

/**
 * Something a component can be told to do.
 *
 * @param arguments by name, each with its JSON Schema
 * @param required the names that must be given
 */
public record Order(
    String key,
    String label,
    Map<String, Object> arguments,
    List<String> required,
    boolean idempotent,
    Sender sender) {
  /** What is sent for it. */
  @FunctionalInterface
  public interface Sender {
    /**
     * Puts together what is sent.
     *
     * @throws io.busbar.kit.Failure when it cannot be done
     */
    void send(Sending sending);
  }

  /** As an item of a command catalog (spec 6.4). */
  public Map<String, Object> described(String newKey, String newLabel) {
    return Device.command(newKey, newLabel, idempotent, arguments, required);
  }
}
