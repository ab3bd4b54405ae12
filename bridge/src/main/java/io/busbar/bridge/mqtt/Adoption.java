package io.busbar.bridge.mqtt;

import io.busbar.contracts.broker.BrokerContract;
import io.busbar.contracts.broker.BrokerContract.HeldSession;
import io.busbar.contracts.broker.BrokerContract.Orphans;
import io.busbar.contracts.broker.BrokerContract.ReadOrphans;
import io.busbar.contracts.bus.HubBus;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Takes over what no living broker holds, page by page. Broker's context only. */
final class Adoption {
  private static final int PAGE = 100;

  private final HubBus bus;
  private final Neighbours neighbours;
  private final Moving moving;
  private final Claims claims;
  private final Set<String> gone = new TreeSet<>();
  private Future<Void> work = Future.succeededFuture();

  Adoption(HubBus bus, Neighbours neighbours, Moving moving, Claims claims) {
    this.bus = bus;
    this.neighbours = neighbours;
    this.moving = moving;
    this.claims = claims;
  }

  /**
   * Succeeds when every session that nobody holds is here, or wherever its client has connected
   * meanwhile. Fails UNAVAILABLE.
   *
   * @param life is over from now on, should it only have stood still; empty: none
   */
  Future<Void> adopt(String life) {
    if (!life.isEmpty()) {
      gone.add(life);
    }
    work = work.transform(before -> page("")).compose(all -> claims.settled());
    return work.onSuccess(all -> gone.remove(life));
  }

  private Future<Void> page(String after) {
    ReadOrphans question =
        new ReadOrphans(
            after, PAGE, List.copyOf(gone), neighbours.run(), neighbours.view().get().nodes());
    return bus.request(BrokerContract.READ_ORPHANS, question).compose(this::take);
  }

  private Future<Void> take(Orphans page) {
    List<HeldSession> found = page.sessions();
    if (found.isEmpty()) {
      return Future.succeededFuture();
    }
    String last = found.get(found.size() - 1).session().clientId();
    return moving
        .take(found)
        .compose(taken -> found.size() < PAGE ? Future.succeededFuture() : page(last));
  }
}
