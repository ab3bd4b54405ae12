package io.busbar.verticles.broker;

import io.busbar.contracts.broker.BrokerContract.Changes;
import io.busbar.contracts.broker.BrokerContract.Fence;
import io.busbar.contracts.broker.BrokerContract.RetainedMessage;
import io.busbar.contracts.broker.BrokerContract.Term;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * What may be written of changes.
 *
 * @param changes without those to sessions that somebody else holds
 * @param lost those sessions
 */
record Fenced(Changes changes, List<Term> lost) {
  /**
   * @param held the terms of the sessions that the writer holds
   */
  static Fenced of(Changes all, Fence fence, Map<String, Long> held) {
    Set<String> refused = new HashSet<>();
    for (Term term : fence.terms()) {
      Long known = held.get(term.clientId());
      if (known == null || known != term.term()) {
        refused.add(term.clientId());
      }
    }
    if (refused.isEmpty()) {
      return new Fenced(without(all, refused), List.of());
    }
    Set<String> written = all.sessions().stream().map(each -> each.clientId()).collect(set());
    all.queued().forEach(each -> written.add(each.clientId()));
    all.subscribed().forEach(each -> written.add(each.clientId()));
    all.received().forEach(each -> written.add(each.clientId()));
    // Forgetting what is gone already is no loss.
    List<Term> lost =
        fence.terms().stream()
            .filter(each -> refused.contains(each.clientId()))
            .filter(
                each ->
                    !all.forgotten().contains(each.clientId()) || written.contains(each.clientId()))
            .toList();
    return new Fenced(without(all, refused), lost);
  }

  private static Changes without(Changes all, Set<String> refused) {
    return new Changes(
        all.forgotten().stream().filter(each -> !refused.contains(each)).collect(set()),
        kept(all.sessions(), each -> each.clientId(), refused),
        kept(all.unsubscribed(), each -> each.clientId(), refused),
        kept(all.subscribed(), each -> each.clientId(), refused),
        kept(all.queued(), each -> each.clientId(), refused),
        kept(all.released(), each -> each.clientId(), refused),
        kept(all.finished(), each -> each.clientId(), refused),
        kept(all.received(), each -> each.clientId(), refused),
        kept(all.completed(), each -> each.clientId(), refused),
        // Two nodes write them at once: always in one order.
        all.retained().stream().sorted(Comparator.comparing(RetainedMessage::topic)).toList(),
        all.unretained().stream().sorted().toList(),
        all.fence());
  }

  private static <T> List<T> kept(List<T> all, Function<T, String> client, Set<String> refused) {
    Predicate<T> own = each -> !refused.contains(client.apply(each));
    return all.stream().filter(own).toList();
  }

  private static Collector<String, ?, Set<String>> set() {
    return Collectors.toCollection(HashSet::new);
  }
}
