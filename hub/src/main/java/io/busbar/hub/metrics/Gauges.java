package io.busbar.hub.metrics;

import io.busbar.bridge.live.LiveCounts;
import io.busbar.bridge.live.LiveFeed;
import io.busbar.bridge.realtime.Realtime;
import io.busbar.verticles.database.Backlog;
import io.busbar.verticles.history.HistoryService;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Shows what parts of the hub count themselves. */
public final class Gauges {
  private Gauges() {}

  /** Shows a queue to the database; {@code busbar.write.behind.*}. */
  public static void backlog(MeterRegistry registry, String queue, Backlog backlog) {
    Gauge.builder("busbar.write.behind.waiting", backlog, Backlog::waiting)
        .description("Values that are not stored yet")
        .tag("queue", queue)
        .register(registry);
    FunctionCounter.builder("busbar.write.behind.refused", backlog, Backlog::refused)
        .description("Values refused because too many waited")
        .tag("queue", queue)
        .register(registry);
  }

  /** Shows what the history leaves out; {@code busbar.history.skipped}. */
  public static void historySkipped(MeterRegistry registry, HistoryService history) {
    FunctionCounter.builder("busbar.history.skipped", history, HistoryService::skipped)
        .description("Changes of states not recorded, for they came too fast or of too many keys")
        .register(registry);
  }

  /** Shows the live feed; {@code busbar.live.*}. */
  public static void live(MeterRegistry registry, LiveFeed feed) {
    Gauge.builder("busbar.live.clients", feed, LiveFeed::clients)
        .description("Clients that listen to the live feed")
        .register(registry);
    LiveCounts counts = feed.counts();
    FunctionCounter.builder("busbar.live.coalesced", counts, LiveCounts::allCoalesced)
        .description("States overtaken before a slow client read them")
        .register(registry);
    FunctionCounter.builder("busbar.live.dropped", counts, LiveCounts::allDropped)
        .description("Events lost to clients that were ended for not reading")
        .register(registry);
    FunctionCounter.builder("busbar.live.refused", counts, LiveCounts::allRefused)
        .description("Clients not let in because too many listened")
        .register(registry);
  }

  /** Shows the Socket.IO server; {@code busbar.sockets.*}. */
  public static void sockets(MeterRegistry registry, Realtime realtime) {
    Gauge.builder("busbar.sockets.connections", realtime, door -> door.counts().clients())
        .description("Socket.IO connections")
        .register(registry);
    Gauge.builder("busbar.sockets.open", realtime, door -> door.counts().sockets())
        .description("Clients in namespaces of Socket.IO")
        .register(registry);
    FunctionCounter.builder("busbar.sockets.opened", realtime, door -> door.counts().opened())
        .description("Socket.IO connections since the start")
        .register(registry);
    FunctionCounter.builder(
            "busbar.sockets.overflowed", realtime, door -> door.counts().overflowed())
        .description("Socket.IO connections ended for not reading")
        .register(registry);
  }
}
