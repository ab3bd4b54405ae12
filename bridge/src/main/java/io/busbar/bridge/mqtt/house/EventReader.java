package io.busbar.bridge.mqtt.house;

import io.busbar.bridge.live.LiveBatch;
import io.busbar.bridge.live.LiveClient;
import io.busbar.bridge.live.LiveEvent;
import io.busbar.bridge.live.LiveFilter;
import io.busbar.bridge.live.LiveSnapshot;
import io.busbar.bridge.mqtt.MessageLink;
import io.busbar.contracts.value.Bytes;
import io.busbar.contracts.value.Principal;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes protocol events on to MQTT: QoS 0, nothing kept; none are sent while too many wait. */
final class EventReader implements LiveClient {
  private static final Logger log = LoggerFactory.getLogger(EventReader.class);
  private static final LiveFilter EVENTS =
      new LiveFilter(Set.of(), Set.of(LiveEvent.Kind.EVENT.word()));
  private static final int MOST_WAITING = 1000;

  private final Context context;
  private final MessageLink link;
  private final String topic;
  private final HouseCounts counts;
  private final Principal hub;
  private int waiting;
  private boolean dropping;
  private boolean ended;

  EventReader(Context context, MessageLink link, String topic, HouseCounts counts) {
    this.context = context;
    this.link = link;
    this.topic = topic;
    this.counts = counts;
    this.hub = Request.user("hub");
  }

  @Override
  public Context context() {
    return context;
  }

  @Override
  public LiveFilter filter() {
    return EVENTS;
  }

  @Override
  public Principal principal() {
    return hub;
  }

  @Override
  public void snapshot(Buffer states, long seq) {}

  @Override
  public void snapshot(LiveSnapshot states) {}

  @Override
  public void replay(List<LiveEvent> missed) {}

  @Override
  public void deliver(LiveBatch batch) {
    for (LiveEvent event : batch.events()) {
      if (EVENTS.accepts(event) && !ended) {
        tell(event);
      }
    }
  }

  @Override
  public void tick(Instant now) {}

  @Override
  public void end(String why) {
    ended = true;
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
