package io.busbar.verticles.programs.triggers;

import io.busbar.contracts.remotes.RemotesContract.KeyPressed;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.House;
import io.busbar.verticles.programs.model.CompiledProgram;
import io.busbar.verticles.programs.model.Trigger;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/** All triggers of all enabled programs. Used on one context. */
public final class Triggers {
  private final TriggerStore store;
  private final HoldTimers holding;
  private final StateTriggers states;
  private final TimeTriggers times;
  private final EventTriggers events;

  /**
   * Makes triggers that do not watch yet.
   *
   * @param states the present state of a device
   * @param fire is told of every match
   */
  public Triggers(
      TriggerStore store,
      House house,
      Timers timers,
      InstantSource clock,
      Function<DeviceId, Fields> states,
      Consumer<Firing> fire) {
    this.store = store;
    this.holding = new HoldTimers(store, timers, clock);
    this.states = new StateTriggers(holding, states, fire);
    this.times = new TimeTriggers(house, timers, clock, fire);
    this.events = new EventTriggers(fire);
  }

  /**
   * Watches the triggers of programs. Succeeds when what waited before a restart goes on waiting;
   * fails with UNAVAILABLE.
   */
  public Future<Void> start(Iterable<CompiledProgram> programs) {
    programs.forEach(this::learn);
    return store
        .pending()
        .map(
            pending -> {
              states.resume(pending);
              times.start();
              return null;
            });
  }

  /** Watches no more. Succeeds when what waits is stored. */
  public Future<Void> stop() {
    times.stop();
    return holding.stop();
  }

  /** A program is new or another one now. */
  public void learn(CompiledProgram program) {
    unwatch(program.id());
    Map<Integer, String> hashes = new HashMap<>();
    if (program.program().enabled() && program.program().problems().isEmpty()) {
      armed(program).forEach(armed -> watch(armed, hashes));
    }
    holding.keepOnly(program.id(), hashes);
  }

  /** A program is gone. */
  public void forget(String programId) {
    unwatch(programId);
    holding.keepOnly(programId, Map.of());
  }

  /** Whether anybody waits for changes of this device. */
  public boolean isWatched(DeviceId device) {
    return states.isWatched(device);
  }

  public void stateChanged(DeviceId device, Fields before, Fields after, String occasion) {
    states.changed(device, before, after, occasion);
  }

  /** Whether anybody waits for events of this type. */
  public boolean isHeard(String type) {
    return events.isHeard(type);
  }

  public void heard(HubEvent event) {
    events.heard(event);
  }

  /** Whether the hook is somebody's; then it fires. */
  public boolean called(String hook, Fields body, String occasion) {
    return events.called(hook, body, occasion);
  }

  public void keyPressed(KeyPressed pressed) {
    events.keyPressed(pressed);
  }

  public void hubStarted(String occasion) {
    events.hubStarted(occasion);
  }

  public void programEnded(String programId, String runId, String status) {
    events.programEnded(programId, runId, status);
  }

  private static List<Armed<Trigger>> armed(CompiledProgram program) {
    return IntStream.range(0, program.triggers().size())
        .mapToObj(position -> Armed.of(program, position))
        .toList();
  }

  private void watch(Armed<Trigger> armed, Map<Integer, String> hashes) {
    hashes.put(armed.position(), armed.hash());
    states.learn(armed);
    times.learn(armed);
    events.learn(armed);
  }

  private void unwatch(String programId) {
    states.forget(programId);
    times.forget(programId);
    events.forget(programId);
  }
}
