package io.busbar.bridge.mqtt.house;

import io.busbar.bridge.mqtt.MessageLink;
import io.busbar.bridge.mqtt.model.Message;
import io.busbar.contracts.bus.Subscription;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks once at what is retained, for what is left over from devices that are no more. */
final class Sweep {
  private static final Logger log = LoggerFactory.getLogger(Sweep.class);

  /** A broker sends what is retained right after a subscription; a slow one is given this long. */
  private static final long LOOKING_MS = 5000;

  private final Vertx vertx;
  private final MessageLink link;
  private final List<String> filters;
  private final Consumer<Message> found;

  Sweep(Vertx vertx, MessageLink link, List<String> filters, Consumer<Message> found) {
    this.vertx = vertx;
    this.link = link;
    this.filters = List.copyOf(filters);
    this.found = found;
  }

  /** Succeeds when it looks; it ends by itself. Fails as the link does. */
  Future<Void> start() {
    List<Future<Subscription>> looking = new ArrayList<>();
    filters.forEach(filter -> looking.add(link.subscribe(filter, found)));
    vertx.setTimer(LOOKING_MS, over -> looking.forEach(Sweep::end));
    return Future.join(looking).mapEmpty();
  }

  private static void end(Future<Subscription> looking) {
    looking
        .compose(Subscription::end)
        .onFailure(cause -> log.debug("A sweep did not end: {}", cause.getMessage()));
  }
}
