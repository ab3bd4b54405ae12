package io.busbar.verticles.commands;

import io.busbar.contracts.commands.ActionMap;
import io.busbar.contracts.commands.CommandOutcome.Status;
import io.busbar.contracts.value.RequestId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Keeps commands and action maps for the life of the process. */
public final class InMemoryCommandsStore implements CommandsStore {
  static final String ABANDONED = "HUB_RESTARTED";
  static final String ABANDONED_MESSAGE = "The hub ended before the driver answered.";

  private static final Comparator<CommandRecord> NEWEST_FIRST =
      Comparator.comparing(CommandRecord::requestedAt).reversed();

  private final Map<RequestId, CommandRecord> records = new ConcurrentHashMap<>();
  private final Map<RequestId, String> nodes = new ConcurrentHashMap<>();
  private final Map<String, ActionMap> maps = new ConcurrentHashMap<>();

  @Override
  public Future<Void> log(String node, List<CommandRecord> added) {
    added.forEach(line -> nodes.put(line.requestId(), node));
    added.forEach(line -> records.put(line.requestId(), line));
    return Future.succeededFuture();
  }

  @Override
  public Future<Optional<CommandRecord>> claim(String node, CommandRecord begun) {
    CommandRecord known = records.get(begun.requestId());
    if (known != null && !isFree(known, node)) {
      return Future.succeededFuture(Optional.of(known));
    }
    return log(node, List.of(begun)).map(Optional.empty());
  }

  /** What is open here and claimed anew was refused: nobody else asks for what is under way. */
  private boolean isFree(CommandRecord known, String node) {
    return known.status() == Status.FAILED
        || (known.status() == Status.DISPATCHED && node.equals(nodes.get(known.requestId())));
  }

  @Override
  public Future<Optional<CommandRecord>> find(RequestId id) {
    return Future.succeededFuture(Optional.ofNullable(records.get(id)));
  }

  @Override
  public Future<List<CommandRecord>> newest(int limit) {
    return Future.succeededFuture(
        records.values().stream().sorted(NEWEST_FIRST).limit(limit).toList());
  }

  @Override
  public Future<Integer> endAbandoned(Instant requestedBefore, Instant now) {
    return end(line -> line.requestedAt().isBefore(requestedBefore), now);
  }

  @Override
  public Future<Integer> endAbandonedOf(String node, Instant now) {
    return end(line -> node.equals(nodes.get(line.requestId())), now);
  }

  private Future<Integer> end(Predicate<CommandRecord> abandoned, Instant now) {
    List<CommandRecord> open =
        records.values().stream()
            .filter(line -> line.status() == Status.DISPATCHED)
            .filter(abandoned)
            .toList();
    open.forEach(line -> records.put(line.requestId(), abandoned(line, now)));
    return Future.succeededFuture(open.size());
  }

  @Override
  public Future<Void> forgetBefore(Instant instant) {
    records.values().removeIf(line -> line.requestedAt().isBefore(instant));
    nodes.keySet().retainAll(records.keySet());
    return Future.succeededFuture();
  }

  @Override
  public Future<List<ActionMap>> actionMaps() {
    return Future.succeededFuture(
        maps.values().stream().sorted(Comparator.comparing(ActionMap::id)).toList());
  }

  @Override
  public Future<Void> save(ActionMap actionMap) {
    maps.put(actionMap.id(), actionMap);
    return Future.succeededFuture();
  }

  @Override
  public Future<Boolean> deleteActionMap(String id) {
    return Future.succeededFuture(maps.remove(id) != null);
  }

  private static CommandRecord abandoned(CommandRecord line, Instant now) {
    return new CommandRecord(
        line.requestId(),
        line.deviceId(),
        line.action(),
        line.command(),
        line.payload(),
        line.source(),
        line.by(),
        line.requestedAt(),
        Status.UNKNOWN,
        ABANDONED,
        ABANDONED_MESSAGE,
        now);
  }
}
