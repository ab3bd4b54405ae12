package io.busbar.verticles.spaces;

import io.busbar.contracts.spaces.RemoteSource;
import io.busbar.contracts.spaces.Space;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps spaces for the life of the process. */
public final class InMemorySpacesStore implements SpacesStore {
  private static final Comparator<Space> OLDEST_FIRST =
      Comparator.comparing(Space::createdAt).thenComparing(Space::id);

  private final Map<String, Space> spaces = new LinkedHashMap<>();
  private final Map<String, RemoteSource> sources = new LinkedHashMap<>();

  @Override
  public synchronized Future<List<Space>> spaces() {
    return Future.succeededFuture(spaces.values().stream().sorted(OLDEST_FIRST).toList());
  }

  @Override
  public synchronized Future<List<RemoteSource>> sources() {
    return Future.succeededFuture(List.copyOf(sources.values()));
  }

  @Override
  public synchronized Future<Void> write(SpaceTree.Change change) {
    change.saved().forEach(space -> spaces.put(space.id(), space));
    String removed = change.removedId();
    if (removed != null) {
      spaces.remove(removed);
      sources.values().removeIf(source -> source.spaceId().equals(removed));
    }
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Void> save(RemoteSource source) {
    sources.put(source.id(), source);
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Void> deleteSource(String id) {
    sources.remove(id);
    return Future.succeededFuture();
  }
}
