package io.busbar.verticles.home;

import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.UserId;
import io.busbar.verticles.home.model.Design;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Keeps the home for the life of the process. */
public final class InMemoryHomeStore implements HomeStore {
  private static final Comparator<Design> OLDEST_FIRST =
      Comparator.comparing(Design::createdAt).thenComparing(Design::id);

  private final AtomicReference<String> id = new AtomicReference<>("");
  private final Map<UserId, Fields> preferences = new ConcurrentHashMap<>();
  private final Map<String, Design> designs = new ConcurrentHashMap<>();

  @Override
  public Future<String> hubId(String proposed) {
    return Future.succeededFuture(
        id.updateAndGet(present -> present.isEmpty() ? proposed : present));
  }

  @Override
  public Future<Map<UserId, Fields>> preferences() {
    return Future.succeededFuture(Map.copyOf(preferences));
  }

  @Override
  public Future<Void> savePreferences(UserId user, Fields values) {
    preferences.put(user, values);
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> deletePreferences(UserId user) {
    preferences.remove(user);
    return Future.succeededFuture();
  }

  @Override
  public Future<List<Design>> designs() {
    return Future.succeededFuture(designs.values().stream().sorted(OLDEST_FIRST).toList());
  }

  @Override
  public Future<Void> saveDesign(Design design) {
    designs.put(design.id(), design);
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> deleteDesign(String designId) {
    designs.remove(designId);
    return Future.succeededFuture();
  }
}
