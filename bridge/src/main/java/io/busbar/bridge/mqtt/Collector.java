package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.model.Grant;
import io.busbar.bridge.mqtt.model.Message;
import io.busbar.contracts.broker.BrokerContract.HeardTo;
import io.busbar.contracts.broker.BrokerContract.HeldSession;
import io.busbar.contracts.broker.BrokerContract.MoreOf;
import io.busbar.contracts.broker.BrokerContract.TakenAs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gathers what a session is to get while it is on its way to this node: its holder may not store it
 * any more, and it is not here yet.
 */
final class Collector implements Receiver {
  private static final String UNNUMBERED = "";

  private final HeldSession held;
  private final int most;
  private final Map<String, Long> start;
  private final List<Gathered> recalled = new ArrayList<>();
  private final List<Gathered> live = new ArrayList<>();
  private final Map<String, Long> firstLive = new HashMap<>();
  private int claimed;

  /** A message and what the session makes of it. */
  record Gathered(Fanout fanout, Grant grant) {
    private String origin() {
      String origin = fanout.origin();
      return origin == null || fanout.number() == 0 ? UNNUMBERED : origin;
    }

    private long number() {
      return Math.max(1, fanout.number());
    }

    private int qos() {
      return Math.min(fanout.message().qos(), grant.qos());
    }

    private MoreOf more() {
      Message message = fanout.message();
      return new MoreOf(
          origin(),
          number(),
          qos(),
          message.retain() && grant.retainAsPublished(),
          grant.identifiers(),
          fanout.stored(),
          fanout.former());
    }
  }

  /**
   * @param most messages it gathers; it drops the rest, as a full queue does
   * @param start up to where messages were routed before it began
   */
  Collector(HeldSession held, int most, Map<String, Long> start) {
    this.held = held;
    this.most = most;
    this.start = start;
  }

  HeldSession held() {
    return held;
  }

  String clientId() {
    return held.session().clientId();
  }

  @Override
  public boolean isOnline() {
    return false;
  }

  @Override
  public void deliver(Fanout message, Grant grant) {
    Gathered gathered = new Gathered(message, grant);
    if (gathered.qos() > 0 && live.size() < most) {
      live.add(gathered);
      firstLive.putIfAbsent(gathered.origin(), gathered.number());
    }
  }

  /** Who takes what was routed before this began, and may not be stored. */
  Receiver before() {
    return new Receiver() {
      @Override
      public boolean isOnline() {
        return false;
      }

      @Override
      public void deliver(Fanout message, Grant grant) {
        Gathered gathered = new Gathered(message, grant);
        boolean missed = message.number() <= start.getOrDefault(gathered.origin(), 0L);
        if (missed && gathered.qos() > 0 && recalled.size() < most) {
          recalled.add(gathered);
        }
      }
    };
  }

  /** The number of the first message of a broker that is only here. */
  long first(String origin) {
    return firstLive.getOrDefault(origin, Long.MAX_VALUE);
  }

  /** Everything until now, for the claim. */
  List<MoreOf> more() {
    List<MoreOf> more = new ArrayList<>();
    once(recalled).forEach(each -> more.add(each.more()));
    live.forEach(each -> more.add(each.more()));
    claimed = live.size();
    return more;
  }

  /**
   * What came after the claim was made.
   *
   * @param heard what the holder had stored before it lost the session
   */
  List<Gathered> rest(List<HeardTo> heard) {
    return live.subList(claimed, live.size()).stream()
        .filter(each -> each.more().isMissingIn(heard))
        .toList();
  }

  /** One of those that are the same message, taken by one node and repeated to another. */
  private static List<Gathered> once(List<Gathered> all) {
    Set<TakenAs> repeated = new HashSet<>();
    List<Gathered> once = new ArrayList<>();
    for (Gathered each : all) {
      TakenAs former = each.fanout().former();
      if (former == null || repeated.add(former)) {
        once.add(each);
      }
    }
    if (!repeated.isEmpty()) {
      once.removeIf(each -> repeated.contains(each.fanout().taken()));
    }
    return once;
  }
}
