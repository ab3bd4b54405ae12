package io.busbar.bridge.surface.homeassistant;

import io.busbar.contracts.value.House;
import java.time.Duration;

/**
 * What the facade says of the house, and how much one may ask of it.
 *
 * @param cookieReads whether the cookie {@code connect.sid} of a login at the hub is enough to read
 *     states; remotes send nothing else at times (spec 8.2)
 */
public record FacadeSettings(House house, boolean cookieReads, Limits limits) {
  /**
   * @param clients open WebSockets, all together
   * @param subscriptions of one client
   * @param pending messages kept for a client that reads slowly; then it is hung up on
   * @param calls service calls of one client that have not ended
   * @param messageBytes one message of a client
   */
  public record Limits(
      int clients,
      int subscriptions,
      int pending,
      int calls,
      int messageBytes,
      Duration authenticateWithin) {
    public static final Limits DEFAULT =
        new Limits(100, 500, 1_000, 32, 256 << 10, Duration.ofSeconds(10));
  }
}
