package io.busbar.bridge.mqtt;

import io.busbar.contracts.broker.BrokerContract.HeardTo;
import io.busbar.contracts.broker.BrokerContract.IdentifierOf;
import io.busbar.contracts.broker.BrokerContract.TakenAs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a session from the node where it was before. */
final class Past {
  private final Map<Integer, TakenAs> taken = new HashMap<>();
  private final List<HeardTo> served;

  /**
   * @param received its packet identifiers, those with a place
   * @param served up to where it was served with the messages of each broker
   */
  Past(List<IdentifierOf> received, List<HeardTo> served) {
    this.served = served;
    for (IdentifierOf each : received) {
      if (each.taken() != null) {
        taken.put(each.packetId(), each.taken());
      }
    }
  }

  /** Where the message of a packet identifier was taken; it is known no longer then. */
  @Nullable TakenAs forget(int packetId) {
    return taken.remove(packetId);
  }

  /** Whether the session was served with a message where it was before. */
  boolean hasServed(TakenAs message) {
    for (HeardTo each : served) {
      if (each.origin().equals(message.origin()) && message.number() <= each.number()) {
        return true;
      }
    }
    return false;
  }
}
