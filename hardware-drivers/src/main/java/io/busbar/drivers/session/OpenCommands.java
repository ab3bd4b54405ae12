package io.busbar.drivers.session;

import io.busbar.contracts.driver.DriverFrame.ActionResult;
import io.busbar.contracts.drivers.DriversContract.DeliverCommand;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The commands a driver was given and has not answered: finds the one a result belongs to, by
 * request id, else correlation id, else the oldest of the same device and command (spec 6.5). Pure.
 */
final class OpenCommands {
  private record Open(DeliverCommand command, long deadlineMs) {}

  private final int limit;
  private final Map<String, Open> byRequest = new LinkedHashMap<>();

  OpenCommands(int limit) {
    this.limit = limit;
  }

  boolean isFull() {
    return byRequest.size() >= limit;
  }

  int size() {
    return byRequest.size();
  }

  void add(DeliverCommand command, long deadlineMs) {
    remove(command);
    byRequest.put(command.requestId().value(), new Open(command, deadlineMs));
  }

  void remove(DeliverCommand command) {
    byRequest.remove(command.requestId().value());
  }

  /** Takes out the command the result belongs to. */
  Optional<DeliverCommand> take(ActionResult result) {
    if (result.requestId() != null) {
      return taken(byRequest.get(result.requestId()));
    }
    if (result.correlationId() != null) {
      return takeFirst(open -> open.command().correlationId().equals(result.correlationId()));
    }
    return takeFirst(
        open ->
            open.command().externalId().equals(result.externalId())
                && (result.command() == null
                    || open.command().command().equalsIgnoreCase(result.command())));
  }

  /** Takes out what is past its deadline. */
  List<DeliverCommand> takeExpired(long nowMs) {
    List<DeliverCommand> expired = new ArrayList<>();
    Iterator<Open> all = byRequest.values().iterator();
    while (all.hasNext()) {
      Open open = all.next();
      if (open.deadlineMs() > nowMs) {
        break;
      }
      expired.add(open.command());
      all.remove();
    }
    return expired;
  }

  List<DeliverCommand> takeAll() {
    List<DeliverCommand> all = byRequest.values().stream().map(Open::command).toList();
    byRequest.clear();
    return all;
  }

  private Optional<DeliverCommand> takeFirst(Predicate<Open> matches) {
    return byRequest.values().stream().filter(matches).findFirst().flatMap(this::taken);
  }

  private Optional<DeliverCommand> taken(@Nullable Open open) {
    if (open == null) {
      return Optional.empty();
    }
    byRequest.remove(open.command().requestId().value());
    return Optional.of(open.command());
  }
}
