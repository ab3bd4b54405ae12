package io.busbar.verticles.broker;

import io.busbar.contracts.broker.BrokerContract.Fence;
import io.busbar.contracts.broker.BrokerContract.HeardTo;
import io.busbar.contracts.broker.BrokerContract.HeldSession;
import io.busbar.contracts.broker.BrokerContract.StoredSession;
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
    holdings.put(client, new Holding(holder, term));
  }

  void forget(String client) {
    holdings.remove(client);
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

  List<HeardTo> heard(@Nullable String holder) {
    return ofHolder(holder).entrySet().stream()
        .map(each -> new HeardTo(each.getKey(), each.getValue()))
        .toList();
  }

  long heardTo(@Nullable String holder, String origin) {
    return ofHolder(holder).getOrDefault(origin, 0L);
  }

  private Map<String, Long> ofHolder(@Nullable String holder) {
    return holder == null ? Map.of() : heard.getOrDefault(holder, Map.of());
  }

  private Holding of(String client) {
    return holdings.getOrDefault(client, NOBODY);
  }
}
