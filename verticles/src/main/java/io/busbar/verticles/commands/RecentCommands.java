package io.busbar.verticles.commands;

import io.busbar.contracts.value.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The commands that are open, and as many ended ones as are worth remembering. */
final class RecentCommands {
  private final int openLimit;
  private final int endedLimit;
  private final Map<RequestId, OpenCommand> commands = new LinkedHashMap<>();
  private final Deque<OpenCommand> ended = new ArrayDeque<>();

  RecentCommands(int openLimit, int endedLimit) {
    this.openLimit = openLimit;
    this.endedLimit = endedLimit;
  }

  @Nullable OpenCommand find(RequestId id) {
    return commands.get(id);
  }

  /** Remembers a command. Answers false when too many are open. */
  boolean add(OpenCommand command) {
    if (commands.size() - ended.size() >= openLimit) {
      return false;
    }
    commands.put(command.requestId(), command);
    return true;
  }

  /** A remembered command has ended: from now on it may be forgotten for a newer one. */
  void ended(OpenCommand command) {
    ended.add(command);
    if (ended.size() > endedLimit) {
      commands.remove(ended.remove().requestId());
    }
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
}
