package io.busbar.verticles.programs.triggers;

import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Readings;
import io.busbar.verticles.programs.model.Trigger;
import io.busbar.verticles.programs.triggers.HoldTimers.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Fires when a device's state goes from one thing to another, or has stayed so for a time. */
final class StateTriggers {
  private final HoldTimers holding;
  private final Function<DeviceId, Fields> states;
  private final Consumer<Firing> fire;
  private final Map<DeviceId, List<Watch>> byDevice = new HashMap<>();

  private record Watch(Armed<Trigger> armed, StateMatch match, Duration hold) {
    Place place() {
      return Place.of(armed);
    }
  }

  StateTriggers(HoldTimers holding, Function<DeviceId, Fields> states, Consumer<Firing> fire) {
    this.holding = holding;
    this.states = states;
    this.fire = fire;
  }

  void learn(Armed<Trigger> armed) {
    StateMatch match = StateMatch.of(armed.trigger());
    if (match != null) {
      byDevice
          .computeIfAbsent(match.device(), device -> new ArrayList<>())
          .add(new Watch(armed, match, hold(armed.trigger())));
    }
  }

  void forget(String programId) {
    byDevice
        .values()
        .forEach(watches -> watches.removeIf(watch -> watch.armed.programId().equals(programId)));
    byDevice.values().removeIf(List::isEmpty);
  }

  boolean isWatched(DeviceId device) {
    return byDevice.containsKey(device);
  }

  /** A device's state changed. */
  void changed(DeviceId device, Fields before, Fields after, String occasion) {
    List<Watch> watches = byDevice.get(device);
    if (watches == null) {
      return;
    }
    for (Watch watch : List.copyOf(watches)) {
      if (watch.match.differs(before, after)) {
        moved(watch, before, after, occasion);
      }
    }
  }

  /** Goes on with what waited when the hub ended, as far as it still holds. */
  void resume(List<PendingTrigger> pending) {
    Map<Place, Watch> watches = new HashMap<>();
    byDevice.values().forEach(all -> all.forEach(watch -> watches.put(watch.place(), watch)));
    for (PendingTrigger waited : pending) {
      Place place = new Place(waited.programId(), waited.position());
      Watch watch = watches.get(place);
      if (watch == null || !watch.armed.hash().equals(waited.trigger()) || !holds(watch)) {
        holding.forget(place);
        continue;
      }
      holding.resume(waited, () -> held(watch, waited.occasion()));
    }
  }

  private void moved(Watch watch, Fields before, Fields after, String occasion) {
    boolean waits = holding.isWaiting(watch.place());
    if (waits && watch.match.holds(after) && !watch.match.isAnyChange()) {
      return;
    }
    if (waits) {
      holding.drop(watch.place());
    }
    if (!watch.match.begins(before, after)) {
      return;
    }
    if (watch.hold.isZero()) {
      fire.accept(firing(watch, occasion, Readings.at(before, watch.match.key())));
      return;
    }
    holding.begin(watch.armed, occasion, watch.hold, () -> held(watch, occasion));
  }

  private void held(Watch watch, String occasion) {
    if (holds(watch)) {
      fire.accept(firing(watch, occasion, null));
    }
  }

  private boolean holds(Watch watch) {
    return watch.match.holds(states.apply(watch.match.device()));
  }

  private Firing firing(Watch watch, String occasion, @Nullable Object before) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("deviceId", watch.match.device().value());
    told.put("key", watch.match.key());
    told.put("from", before);
    told.put("to", Readings.at(states.apply(watch.match.device()), watch.match.key()));
    String type = watch.match.trigger() instanceof Trigger.Crossing ? "numeric" : "state";
    return watch.armed.fire(type, occasion, told);
  }

  private static Duration hold(Trigger trigger) {
    if (trigger instanceof Trigger.State state) {
      return state.hold();
    }
    return trigger instanceof Trigger.Crossing crossing ? crossing.hold() : Duration.ZERO;
  }
}
