package io.busbar.verticles.urlhooks;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.ListSpaces;
import io.busbar.contracts.urlhooks.UrlHook;
import io.busbar.contracts.urlhooks.UrlHook.Rights;
import io.busbar.contracts.value.DeviceId;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Says whether a hook may do what it is used for. */
final class HookRights {
  private final HubBus bus;

  HookRights(HubBus bus) {
    this.bus = bus;
  }

  /** Succeeds with the hook when it may. Fails: FORBIDDEN · UNAVAILABLE spaces do not answer. */
  Future<UrlHook> requireCommand(UrlHook hook, DeviceId device, String command) {
    Rights rights = hook.rights();
    if (!rights.commands().isEmpty() && !rights.commands().contains(command)) {
      return Future.failedFuture(forbidden());
    }
    boolean named = rights.all() || rights.deviceIds().contains(device);
    return named
        ? Future.succeededFuture(hook)
        : requirePlace(hook, space -> space.deviceIds().contains(device));
  }

  /**
   * Succeeds with the hook when it may. A program may send any command: a hook that is limited to
   * some runs only those programs it names. Fails: FORBIDDEN · UNAVAILABLE spaces do not answer.
   */
  Future<UrlHook> requireProgram(UrlHook hook, String program) {
    Rights rights = hook.rights();
    if (rights.programIds().contains(program)) {
      return Future.succeededFuture(hook);
    }
    if (!rights.commands().isEmpty()) {
      return Future.failedFuture(forbidden());
    }
    return rights.all()
        ? Future.succeededFuture(hook)
        : requirePlace(hook, space -> space.programIds().contains(program));
  }

  private Future<UrlHook> requirePlace(UrlHook hook, Predicate<Space> holds) {
    Set<String> named = Set.copyOf(hook.rights().spaceIds());
    if (named.isEmpty()) {
      return Future.failedFuture(forbidden());
    }
    return bus.request(SpacesContract.LIST, ListSpaces.ALL)
        .compose(
            list ->
                isBelow(list.spaces(), named, holds)
                    ? Future.succeededFuture(hook)
                    : Future.failedFuture(forbidden()));
  }

  private static boolean isBelow(List<Space> spaces, Set<String> named, Predicate<Space> holds) {
    Map<String, Space> byId = new HashMap<>();
    spaces.forEach(space -> byId.put(space.id(), space));
    return spaces.stream().filter(holds).anyMatch(space -> leadsTo(space, byId, named));
  }

  private static boolean leadsTo(Space from, Map<String, Space> byId, Set<String> named) {
    Set<String> seen = new HashSet<>();
    @Nullable Space at = from;
    while (at != null && seen.add(at.id())) {
      if (named.contains(at.id())) {
        return true;
      }
      String parent = at.parentId();
      at = parent == null ? null : byId.get(parent);
    }
    return false;
  }

  /** It is not said whether the thing exists. */
  private static HubFailure forbidden() {
    return HubFailure.forbidden(
        "This hook may not do that.", "Make a hook that names the device, space or program.");
  }
}
