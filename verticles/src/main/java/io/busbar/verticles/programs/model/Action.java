package io.busbar.verticles.programs.model;

import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a program does (spec 9.5). Each knows its {@code path} in the program as saved. */
public sealed interface Action {
  String path();

  /** Whether the run goes on when it fails. */
  default boolean continueOnError() {
    return false;
  }

  /**
   * Commands a device.
   *
   * @param waitResult whether the next step waits for the outcome, at most the time-out
   */
  record Device(
      String path,
      DeviceId device,
      String command,
      Fields payload,
      boolean waitResult,
      Duration timeout,
      boolean continueOnError)
      implements Action {}

  record Delay(String path, Duration duration) implements Action {}

  record Parallel(String path, List<Action> actions, boolean continueOnError) implements Action {}

  record If(String path, List<Condition> conditions, List<Action> then, List<Action> otherwise)
      implements Action {}

  /**
   * Repeats its actions.
   *
   * @param whileHolds asked before each round, beside the count; empty means always
   */
  record Repeat(String path, int count, List<Condition> whileHolds, List<Action> actions)
      implements Action {}

  record RunProgram(String path, String programId, Fields variables, boolean continueOnError)
      implements Action {}

  /** Calls an HTTP address. */
  record Http(
      String path,
      URI url,
      String method,
      Fields headers,
      @Nullable Object body,
      Duration timeout,
      boolean continueOnError)
      implements Action {}

  record Mqtt(String path, String topic, String payload, int qos, boolean retain)
      implements Action {}

  record Notify(String path, String title, String text) implements Action {}

  record RemoteSource(String path, String spaceId, String sourceId) implements Action {}

  /** Sends an infrared code through an extender. */
  record Infrared(String path, String extenderId, Fields code) implements Action {}
}
