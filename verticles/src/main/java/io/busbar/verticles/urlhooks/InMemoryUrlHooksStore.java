package io.busbar.verticles.urlhooks;

import io.busbar.contracts.urlhooks.UrlHook;
import io.busbar.contracts.value.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps hooks as long as it lives itself. */
public final class InMemoryUrlHooksStore implements UrlHooksStore {
  private static final Comparator<UrlHook> OLDEST =
      Comparator.comparing(UrlHook::createdAt).thenComparing(UrlHook::id);

  private final Map<String, Entry> hooks = new HashMap<>();

  private record Entry(UrlHook hook, String tokenHash) {
    Entry usedAt(Instant at) {
      return new Entry(
          new UrlHook(
              hook.id(),
              hook.name(),
              hook.ownerId(),
              hook.owner(),
              hook.rights(),
              hook.createdAt(),
              at),
          tokenHash);
    }
  }

  @Override
  public synchronized Future<List<UrlHook>> all() {
    return Future.succeededFuture(hooks.values().stream().map(Entry::hook).sorted(OLDEST).toList());
  }

  @Override
  public synchronized Future<Void> add(UrlHook hook, String tokenHash) {
    hooks.put(hook.id(), new Entry(hook, tokenHash));
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Optional<UrlHook>> hookOf(String tokenHash) {
    return Future.succeededFuture(
        hooks.values().stream()
            .filter(entry -> entry.tokenHash().equals(tokenHash))
            .map(Entry::hook)
            .findFirst());
  }

  @Override
  public synchronized Future<Void> used(String id, Instant at) {
    Entry entry = hooks.get(id);
    if (entry != null) {
      hooks.put(id, entry.usedAt(at));
    }
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Boolean> delete(String id) {
    return Future.succeededFuture(hooks.remove(id) != null);
  }

  @Override
  public synchronized Future<Void> deleteOf(UserId owner) {
    hooks.values().removeIf(entry -> entry.hook().ownerId().equals(owner));
    return Future.succeededFuture();
  }
}
