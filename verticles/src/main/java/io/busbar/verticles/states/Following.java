package io.busbar.verticles.states;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.OwnedDigest;
import io.busbar.contracts.states.StatesContract.OwnedStates;
import io.busbar.contracts.states.StatesContract.ReadOwned;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.StateVersion;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
  private final Owners owners;
  private final Set<String> reading = new HashSet<>();

  Following(HubBus bus, StatesService states) {
    this.bus = bus;
    this.states = states;
    this.owners = states.owners();
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
      owners.missed(node, 0);
      return;
    }
    owners.missed(node, Math.max(1, Math.abs(theirs.count() - known.count())));
    log.debug("States of {} are behind: {} here, {} there", node, known, theirs);
    read(node).onComplete(done -> {});
  }

  private Future<Void> read(String node) {
    if (!reading.add(node)) {
      return Future.succeededFuture();
    }
    Map<DeviceId, StateVersion> unlisted = owners.ownedBy(node, states.known());
    return page(node, null, unlisted)
        .onSuccess(done -> ended(node, unlisted))
        .onFailure(cause -> log.warn("States of {} were not read: {}", node, cause.getMessage()))
        .onComplete(done -> reading.remove(node));
  }

  /** What a node does not list it does not own, unless it told of it meanwhile. */
  private void ended(String node, Map<DeviceId, StateVersion> unlisted) {
    Map<DeviceId, StateVersion> now = owners.ownedBy(node, states.known());
    unlisted.forEach(
        (id, version) -> {
          if (version.equals(now.get(id))) {
            owners.forget(id);
          }
        });
    owners.missed(node, 0);
  }

  private Future<Void> page(
      String node, @Nullable DeviceId after, Map<DeviceId, StateVersion> unlisted) {
    return bus.request(StatesContract.OWNED.at(node), new ReadOwned(after, PAGE))
        .compose(page -> take(node, page, unlisted));
  }

  private Future<Void> take(String node, OwnedStates page, Map<DeviceId, StateVersion> unlisted) {
    for (DeviceState state : page.states()) {
      states.follow(node, state);
      unlisted.remove(state.deviceId());
    }
    return page.more() && !page.states().isEmpty()
        ? page(node, page.states().get(page.states().size() - 1).deviceId(), unlisted)
        : Future.succeededFuture();
  }
}
