package io.busbar.verticles.home;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.UserId;
import io.busbar.verticles.home.model.Design;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** A store that writes until it is down. */
final class FailingStore implements HomeStore {
  volatile boolean down;
  private final HomeStore memory = new InMemoryHomeStore();

  @Override
  public Future<String> hubId(String proposed) {
    return memory.hubId(proposed);
  }

  @Override
  public Future<Map<UserId, Fields>> preferences() {
    return memory.preferences();
  }

  @Override
  public Future<Void> savePreferences(UserId user, Fields preferences) {
    return down ? away() : memory.savePreferences(user, preferences);
  }

  @Override
  public Future<Void> deletePreferences(UserId user) {
    return down ? away() : memory.deletePreferences(user);
  }

  @Override
  public Future<List<Design>> designs() {
    return memory.designs();
  }

  @Override
  public Future<Void> saveDesign(Design design) {
    return down ? away() : memory.saveDesign(design);
  }

  @Override
  public Future<Void> deleteDesign(String id) {
    return down ? away() : memory.deleteDesign(id);
  }

  private static Future<Void> away() {
    return Future.failedFuture(HubFailure.unavailable("Away.", "Wait."));
  }
}
