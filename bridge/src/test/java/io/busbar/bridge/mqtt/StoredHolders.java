package io.busbar.bridge.mqtt;

import io.busbar.contracts.broker.BrokerContract.Changes;
import io.busbar.contracts.broker.BrokerContract.Fence;
import io.busbar.contracts.broker.BrokerContract.HeardTo;
import io.busbar.contracts.broker.BrokerContract.HeldSession;
import io.busbar.contracts.broker.BrokerContract.MoreOf;
import io.busbar.contracts.broker.BrokerContract.ReadOrphans;
import io.busbar.contracts.broker.BrokerContract.StoredSession;
import io.busbar.contracts.broker.BrokerContract.TakenAs;
import io.busbar.contracts.broker.BrokerContract.Term;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who holds which session, for {@link StoredBroker}. */
final class StoredHolders {
  private static final Holding NOBODY = new Holding(null, 0);

  private final Map<String, Holding> holdings = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Long>> heard = new HashMap<>();
  private final Set<String> living = ConcurrentHashMap.newKeySet();
  private long lastTerm;

  private record Holding(@Nullable String holder, long term) {}

  /** The lives that count as such. */
  Set<String> living() {
    return living;
  }

  @Nullable String holder(String client) {
    return holdings.getOrDefault(client, NOBODY).holder();
  }

  long nextTerm() {
    lastTerm++;
    return lastTerm;
  }

  HeldSession held(StoredSession session, long nextTerm) {
    Holding holding = holdings.getOrDefault(session.clientId(), NOBODY);
    return new HeldSession(session, holding.holder(), holding.term(), nextTerm);
  }

  boolean isOrphan(String client, ReadOrphans page) {
    String holder = holder(client);
    return !page.by().equals(holder)
        && (holder == null || page.gone().contains(holder) || !living.contains(holder));
  }

  boolean isHeld(String client, @Nullable String holder, long term) {
    Holding holding = holdings.getOrDefault(client, NOBODY);
    return Objects.equals(holding.holder(), holder) && holding.term() == term;
  }

  void take(String client, String holder, long term) {
    holdings.put(client, new Holding(holder, term));
  }

  void forget(String client) {
    holdings.remove(client);
  }

  List<Term> lost(Fence fence, Set<String> forgotten) {
    return fence.terms().stream()
        .filter(each -> !isHeld(each.clientId(), fence.holder(), each.term()))
        .filter(each -> !forgotten.contains(each.clientId()))
        .toList();
  }

  void remember(Fence fence) {
    Map<String, Long> own = heard.computeIfAbsent(fence.holder(), first -> new HashMap<>());
    fence.heard().forEach(each -> own.merge(each.origin(), each.number(), Math::max));
  }

  List<HeardTo> heard(@Nullable String holder) {
    return heard.getOrDefault(String.valueOf(holder), Map.of()).entrySet().stream()
        .map(each -> new HeardTo(each.getKey(), each.getValue()))
        .toList();
  }

  /** Whether a holder has stored a message, under its number or where it was taken before. */
  boolean hasHeard(@Nullable String holder, MoreOf more) {
    TakenAs former = more.former();
    return more.number() <= heardTo(holder, more.origin())
        || (former != null && former.number() <= heardTo(holder, former.origin()));
  }

  private long heardTo(@Nullable String holder, String origin) {
    return heard.getOrDefault(String.valueOf(holder), Map.of()).getOrDefault(origin, 0L);
  }

  Changes within(Changes all, Fence fence, List<Term> lost) {
    Set<String> held =
        fence.terms().stream()
            .filter(each -> isHeld(each.clientId(), fence.holder(), each.term()))
            .map(Term::clientId)
            .collect(Collectors.toSet());
    Set<String> gone = lost.stream().map(Term::clientId).collect(Collectors.toSet());
    return new Changes(
        all.forgotten().stream().filter(held::contains).collect(Collectors.toSet()),
        kept(all.sessions(), each -> each.clientId(), gone),
        kept(all.unsubscribed(), each -> each.clientId(), gone),
        kept(all.subscribed(), each -> each.clientId(), gone),
        kept(all.queued(), each -> each.clientId(), gone),
        kept(all.released(), each -> each.clientId(), gone),
        kept(all.finished(), each -> each.clientId(), gone),
        kept(all.received(), each -> each.clientId(), gone),
        kept(all.completed(), each -> each.clientId(), gone),
        all.retained(),
        all.unretained(),
        all.fence());
  }

  private static <T> List<T> kept(List<T> all, Function<T, String> client, Set<String> gone) {
    return all.stream().filter(each -> !gone.contains(client.apply(each))).toList();
  }
}
