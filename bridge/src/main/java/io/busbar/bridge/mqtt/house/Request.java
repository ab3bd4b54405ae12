package io.busbar.bridge.mqtt.house;

import io.busbar.bridge.mqtt.house.HouseTopics.Ask;
import io.busbar.contracts.value.Bytes;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.UserId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message that asks for something.
 *
 * @param by the user of the broker who sent it
 * @param responseTopic where the client wants the outcome as well; one it may publish to
 * @param correlation what it wants to find with it
 */
record Request(
    Ask ask,
    Bytes payload,
    boolean retained,
    Principal by,
    @Nullable String responseTopic,
    @Nullable Bytes correlation) {

  /** A user of a broker as the rest of the hub sees people. */
  static Principal user(String name) {
    return new Principal(
        new UserId("mqtt:" + name), name, name, null, Role.USER, Set.of(), "mqtt", Instant.MAX);
  }
}
