package io.busbar.verticles.states;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.drivers.DriversContract.DriverStatusChanged;
import io.busbar.contracts.drivers.DriversContract.Status;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings states of other nodes into this one's hands as they were last: an owner that died or
 * stands still may have stored more than it told. Used on one context.
 */
final class Adoption {
  private static final Logger log = LoggerFactory.getLogger(Adoption.class);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

  private final StatesService states;
  private final StatesStore store;
  private final StatesService.Living living;
  private final Timers timers;

  Adoption(StatesService states, StatesStore store, StatesService.Living living, Timers timers) {
    this.states = states;
    this.store = store;
    this.living = living;
    this.timers = timers;
  }

  /**
   * Runs the step for states whose owner is gone, once it is gone for good. A node that is out of
   * touch may be alive: only when its lease is over does another one speak for its devices.
   */
  void of(Predicate<DeviceState> orphans, Runnable step) {
    List<DeviceId> found = ids(orphans);
    if (found.isEmpty()) {
      return;
    }
    living
        .nodes()
        .compose(alive -> isOver(alive) ? reread(found) : Future.failedFuture(notYet()))
        .onComplete(
            read -> step.run(),
            later -> {
              Timers.Timer unused = timers.after(ASK_AGAIN, () -> of(orphans, step));
            });
  }

  /** A driver that came here may have told another node what that one could only store. */
  void driverChanged(DriverStatusChanged event) {
    if (event.status() != Status.CONNECTED) {
      return;
    }
    List<DeviceId> found =
        ids(
            state ->
                state.driver().equals(event.driver()) && !states.owners().isMine(state.deviceId()));
    if (!found.isEmpty()) {
      reread(found)
          .onFailure(cause -> log.warn("States were not read again: {}", cause.getMessage()));
    }
  }

  /** Reads again what is stored of all devices of a driver. */
  Future<Void> readAll(DriverInstance driver) {
    List<DeviceId> found = ids(state -> state.driver().equals(driver));
    return found.isEmpty() ? Future.succeededFuture() : reread(found);
  }

  private boolean isOver(Set<String> alive) {
    return states.owners().sees(alive);
  }

  private static HubFailure notYet() {
    return HubFailure.unavailable("An owner may be alive.", "Wait until its lease is over.");
  }

  private Future<Void> reread(List<DeviceId> ids) {
    return store.read(ids).onSuccess(stored -> stored.forEach(states::stored)).mapEmpty();
  }

  private List<DeviceId> ids(Predicate<DeviceState> which) {
    return states.known().stream().filter(which).map(DeviceState::deviceId).toList();
  }
}
