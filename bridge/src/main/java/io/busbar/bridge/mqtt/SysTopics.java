package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.BrokerCounts.Counted;
import io.busbar.bridge.mqtt.model.Message;
import io.busbar.bridge.mqtt.packet.Properties;
import io.busbar.contracts.value.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the broker says of itself under {@code $SYS/broker}, retained. */
final class SysTopics {
  private static final String ROOT = "$SYS/broker/";
  private static final long SECOND = 1000;

  private final Router router;
  private final BrokerCounts counts;
  private final String version;
  private final long startedAt;
  private final Map<String, String> said = new LinkedHashMap<>();

  SysTopics(Router router, BrokerCounts counts, String version, long startedAt) {
    this.router = router;
    this.counts = counts;
    this.version = version;
    this.startedAt = startedAt;
  }

  /** Publishes what has changed since it was said last. */
  void say(long now) {
    say("version", "Busbar " + version);
    say("uptime", (now - startedAt) / SECOND + " seconds");
    say("clients/connected", counts.clients());
    say("clients/total", counts.sessions());
    say("subscriptions/count", counts.subscriptions());
    say("retained messages/count", counts.retained());
    say("messages/received", counts.of(Counted.RECEIVED));
    say("messages/sent", counts.of(Counted.SENT));
    say(
        "publish/messages/dropped",
        counts.of(Counted.DROPPED_SLOW)
            + counts.of(Counted.DROPPED_FULL)
            + counts.of(Counted.DROPPED_EXPIRED)
            + counts.of(Counted.DROPPED_LARGE));
  }

  private void say(String name, long value) {
    say(name, Long.toString(value));
  }

  private void say(String name, String value) {
    if (!value.equals(said.put(name, value))) {
      Fanout unused =
          router.route(
              new Message(ROOT + name, Bytes.of(value), 0, true, Properties.NONE, Message.NEVER),
              null);
    }
  }
}
