package io.busbar.verticles.programs.triggers;

import io.busbar.contracts.remotes.RemotesContract.KeyPressed;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Readings;
import io.busbar.verticles.programs.model.Trigger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Fires on events, webhooks, keys of remotes, the hub's start and the end of programs. */
final class EventTriggers {
  private static final String ANY_START = "";

  private final Consumer<Firing> fire;
  private final Map<String, List<Armed<Trigger.Event>>> byType = new HashMap<>();
  private final Map<String, List<Armed<Trigger.Webhook>>> byHook = new HashMap<>();
  private final Map<String, List<Armed<Trigger.RemoteKey>>> byKey = new HashMap<>();
  private final Map<String, List<Armed<Trigger.AfterProgram>>> byProgram = new HashMap<>();
  private final Map<String, List<Armed<Trigger.Startup>>> atStart = new HashMap<>();

  EventTriggers(Consumer<Firing> fire) {
    this.fire = fire;
  }

  void learn(Armed<Trigger> armed) {
    if (armed.trigger() instanceof Trigger.Event event) {
      add(byType, event.type(), armed.as(Trigger.Event.class));
    } else if (armed.trigger() instanceof Trigger.Webhook hook) {
      add(byHook, hook.hook(), armed.as(Trigger.Webhook.class));
    } else if (armed.trigger() instanceof Trigger.RemoteKey key) {
      add(byKey, key.key(), armed.as(Trigger.RemoteKey.class));
    } else if (armed.trigger() instanceof Trigger.AfterProgram after) {
      add(byProgram, after.programId(), armed.as(Trigger.AfterProgram.class));
    } else if (armed.trigger() instanceof Trigger.Startup) {
      add(atStart, ANY_START, armed.as(Trigger.Startup.class));
    }
  }

  void forget(String programId) {
    forget(byType, programId);
    forget(byHook, programId);
    forget(byKey, programId);
    forget(byProgram, programId);
    forget(atStart, programId);
  }

  /** Whether anybody waits for events of this type. */
  boolean isHeard(String type) {
    return byType.containsKey(type);
  }

  void heard(HubEvent event) {
    for (Armed<Trigger.Event> armed : all(byType, event.type())) {
      if (matches(armed.trigger(), event)) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("event", event.type());
        told.put("deviceId", event.device() == null ? null : event.device().value());
        told.put("payload", event.payload().values());
        fire.accept(armed.fire("event", event.occasion(), told));
      }
    }
  }

  /** Whether the hook is somebody's; then it fires. */
  boolean called(String hook, Fields body, String occasion) {
    List<Armed<Trigger.Webhook>> called = all(byHook, hook);
    for (Armed<Trigger.Webhook> armed : called) {
      fire.accept(armed.fire("webhook", occasion, Map.of("body", body.values())));
    }
    return !called.isEmpty();
  }

  void keyPressed(KeyPressed pressed) {
    for (Armed<Trigger.RemoteKey> armed : all(byKey, pressed.key())) {
      String remote = armed.trigger().remoteId();
      String press = armed.trigger().press();
      if ((remote == null || remote.equals(pressed.remoteId()))
          && (press == null || press.equals(pressed.press()))) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("remoteId", pressed.remoteId());
        told.put("key", pressed.key());
        told.put("press", pressed.press());
        fire.accept(armed.fire("remote_key", pressed.pressId(), told));
      }
    }
  }

  void hubStarted(String occasion) {
    all(atStart, ANY_START)
        .forEach(armed -> fire.accept(armed.fire("startup", occasion, Map.of())));
  }

  /** A run ended; one that was skipped only matters to who asks for just that. */
  void programEnded(String programId, String runId, String status) {
    for (Armed<Trigger.AfterProgram> armed : all(byProgram, programId)) {
      String wanted = armed.trigger().status();
      boolean fits = wanted == null ? !"skipped".equals(status) : wanted.equals(status);
      if (fits) {
        fire.accept(
            armed.fire(
                "program",
                runId,
                Map.of("programId", programId, "runId", runId, "status", status)));
      }
    }
  }

  private static boolean matches(Trigger.Event trigger, HubEvent event) {
    if (trigger.device() != null && !trigger.device().equals(event.device())) {
      return false;
    }
    return trigger.match().values().entrySet().stream()
        .allMatch(
            wanted ->
                Readings.same(Readings.at(event.payload(), wanted.getKey()), wanted.getValue()));
  }

  private static <T extends Trigger> void add(
      Map<String, List<Armed<T>>> index, String key, @Nullable Armed<T> armed) {
    if (armed != null) {
      index.computeIfAbsent(key, first -> new ArrayList<>()).add(armed);
    }
  }

  private static <T extends Trigger> List<Armed<T>> all(
      Map<String, List<Armed<T>>> index, String key) {
    return List.copyOf(index.getOrDefault(key, List.of()));
  }

  private static <T extends Trigger> void forget(
      Map<String, List<Armed<T>>> index, String programId) {
    index.values().forEach(all -> all.removeIf(armed -> armed.programId().equals(programId)));
    index.values().removeIf(List::isEmpty);
  }
}
