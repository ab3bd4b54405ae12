package io.busbar.bridge.mqtt.house;

import io.busbar.bridge.live.LiveEvent;
import io.busbar.bridge.mqtt.MessageLink;
import io.busbar.contracts.value.Bytes;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes protocol events on to MQTT: QoS 0, nothing kept; none are sent while too many wait. Called
 * on one context only.
 */
final class EventReader implements Consumer<List<LiveEvent>> {
  private static final Logger log = LoggerFactory.getLogger(EventReader.class);
  private static final int MOST_WAITING = 1000;

  private final MessageLink link;
  private final String topic;
  private final HouseCounts counts;
  private int waiting;
  private boolean dropping;

  EventReader(MessageLink link, String topic, HouseCounts counts) {
    this.link = link;
    this.topic = topic;
    this.counts = counts;
  }

  @Override
  public void accept(List<LiveEvent> events) {
    for (LiveEvent event : events) {
      if (event.kind() == LiveEvent.Kind.EVENT && link.mayBeWanted(topic)) {
        tell(event);
      }
    }
  }

  private void tell(LiveEvent event) {
    if (waiting >= MOST_WAITING) {
      counts.countDropped();
      if (!dropping) {
        dropping = true;
        log.warn("Events come faster than the MQTT broker takes them; some are left out.");
      }
      return;
    }
    waiting++;
    link.publish(topic, new Bytes(event.json()), 0, false).onComplete(either -> told());
  }

  private void told() {
    waiting--;
    if (waiting == 0) {
      dropping = false;
    }
  }
}
