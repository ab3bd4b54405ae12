package io.busbar.verticles.states;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.OwnedDigest;
import io.busbar.contracts.states.StatesContract.OwnedStates;
import io.busbar.contracts.states.StatesContract.ReadOwned;
import io.busbar.contracts.value.DeviceId;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads again what another node owns when something of it was missed. Used on one context. */
final class Following {
  static final int PAGE = 1_000;

  private static final Logger log = LoggerFactory.getLogger(Following.class);

  private final HubBus bus;
  private final StatesService states;
  private final Set<String> reading = new HashSet<>();
  private volatile int missed;

  Following(HubBus bus, StatesService states) {
    this.bus = bus;
    this.states = states;
  }

  /** How many states are known to be behind; any thread may ask. */
  int lag() {
    return missed;
  }

  /** Reads what these nodes own. Succeeds when each has answered or cannot. */
  Future<Void> readAll(List<String> nodes) {
    return Future.join(nodes.stream().map(this::read).toList())
        .transform(done -> Future.succeededFuture());
  }

  /** Compares what another node says it owns with what is known of it here. */
  void compare(String node, OwnedDigest theirs) {
    OwnedDigest known = states.digestOf(node);
    if (known.equals(theirs)) {
      return;
    }
    missed = Math.max(1, Math.abs(theirs.count() - known.count()));
    log.debug("States of {} are behind: {} here, {} there", node, known, theirs);
    read(node).onComplete(done -> {});
  }

  private Future<Void> read(String node) {
    if (!reading.add(node)) {
      return Future.succeededFuture();
    }
    return page(node, null)
        .onSuccess(done -> missed = 0)
        .onFailure(cause -> log.warn("States of {} were not read: {}", node, cause.getMessage()))
        .onComplete(done -> reading.remove(node));
  }

  private Future<Void> page(String node, @Nullable DeviceId after) {
    return bus.request(StatesContract.OWNED.at(node), new ReadOwned(after, PAGE))
        .compose(page -> take(node, page));
  }

  private Future<Void> take(String node, OwnedStates page) {
    page.states().forEach(state -> states.follow(node, state));
    return page.more() && !page.states().isEmpty()
        ? page(node, page.states().get(page.states().size() - 1).deviceId())
        : Future.succeededFuture();
  }
}
