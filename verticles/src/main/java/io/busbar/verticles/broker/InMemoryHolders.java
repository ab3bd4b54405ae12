package io.busbar.verticles.broker;

import io.busbar.contracts.broker.BrokerContract.Fence;
import io.busbar.contracts.broker.BrokerContract.HeardTo;
import io.busbar.contracts.broker.BrokerContract.HeldSession;
import io.busbar.contracts.broker.BrokerContract.StoredSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who holds which session, for {@link InMemoryBrokerStore}. */
final class InMemoryHolders {
  private static final Holding NOBODY = new Holding(null, 0);

  private final Set<String> living;
  private final Map<String, Holding> holdings = new HashMap<>();
  private final Map<String, Map<String, Long>> heard = new HashMap<>();
  private final Map<String, Map<String, Long>> served = new HashMap<>();
  private final Set<String> ended = new HashSet<>();
  private long lastTerm;

  private record Holding(@Nullable String holder, long term) {}

  InMemoryHolders(Set<String> living) {
    this.living = living;
  }

  void end(List<String> gone) {
    ended.addAll(gone);
  }

  boolean isEnded(String run) {
    return ended.contains(run);
  }

  long nextTerm() {
    return ++lastTerm;
  }

  HeldSession held(StoredSession session, long nextTerm) {
    Holding holding = of(session.clientId());
    return new HeldSession(session, holding.holder(), holding.term(), nextTerm);
  }

  boolean isOrphan(String client, String by, List<String> gone) {
    String holder = of(client).holder();
    return !by.equals(holder)
        && (holder == null || gone.contains(holder) || !living.contains(holder));
  }

  boolean isHeld(String client, @Nullable String holder, long term) {
    Holding holding = of(client);
    return Objects.equals(holding.holder(), holder) && holding.term() == term;
  }

  void take(String client, String holder, long term) {
    String before = of(client).holder();
    if (before != null && !before.equals(holder)) {
      long own = heardTo(before, before);
      served.computeIfAbsent(client, first -> new HashMap<>()).put(before, own);
    }
    holdings.put(client, new Holding(holder, term));
  }

  void forget(String client) {
    holdings.remove(client);
    served.remove(client);
  }

  Map<String, Long> termsOf(String holder) {
    Map<String, Long> terms = new HashMap<>();
    for (Map.Entry<String, Holding> each : holdings.entrySet()) {
      if (holder.equals(each.getValue().holder())) {
        terms.put(each.getKey(), each.getValue().term());
      }
    }
    return terms;
  }

  void remember(Fence fence) {
    Map<String, Long> own = heard.computeIfAbsent(fence.holder(), first -> new HashMap<>());
    fence.heard().forEach(each -> own.merge(each.origin(), each.number(), Math::max));
  }

  /** What the holder of a session had heard, and what those before had served it with. */
  List<HeardTo> heard(String client, @Nullable String holder) {
    List<HeardTo> known = new ArrayList<>();
    ofHolder(holder).forEach((origin, number) -> known.add(new HeardTo(origin, number)));
    servedTo(client).forEach((origin, number) -> known.add(new HeardTo(origin, number)));
    return known;
  }

  private Map<String, Long> servedTo(String client) {
    return served.getOrDefault(client, Map.of());
  }

  private long heardTo(@Nullable String holder, String origin) {
    return ofHolder(holder).getOrDefault(origin, 0L);
  }

  private Map<String, Long> ofHolder(@Nullable String holder) {
    return holder == null ? Map.of() : heard.getOrDefault(holder, Map.of());
  }

  private Holding of(String client) {
    return holdings.getOrDefault(client, NOBODY);
  }
}
