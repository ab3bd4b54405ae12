package io.busbar.verticles.commands;

import io.busbar.contracts.value.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The commands that are open, and as many ended ones as are worth remembering. */
final class RecentCommands {
  private final int limit;
  private final Map<RequestId, OpenCommand> commands;

  RecentCommands(int limit) {
    this.limit = limit;
    this.commands = new LinkedHashMap<>();
  }

  @Nullable OpenCommand find(RequestId id) {
    return commands.get(id);
  }

  /** Remembers a command. Answers false when all remembered ones are still open. */
  boolean add(OpenCommand command) {
    if (commands.size() >= limit && !forgetOldestEnded()) {
      return false;
    }
    commands.put(command.requestId(), command);
    return true;
  }

  void forget(OpenCommand command) {
    commands.remove(command.requestId(), command);
  }

  /** The open commands that were requested longer ago than the age. */
  List<OpenCommand> openLongerThan(Duration age, Instant now) {
    List<OpenCommand> found = new ArrayList<>();
    for (OpenCommand command : commands.values()) {
      if (command.requestedAt().plus(age).isAfter(now)) {
        break;
      }
      if (command.isOpen()) {
        found.add(command);
      }
    }
    return found;
  }

  private boolean forgetOldestEnded() {
    for (OpenCommand command : commands.values()) {
      if (!command.isOpen()) {
        commands.remove(command.requestId());
        return true;
      }
    }
    return false;
  }
}
