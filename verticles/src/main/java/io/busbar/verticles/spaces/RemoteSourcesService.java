package io.busbar.verticles.spaces;

import com.github.f4b6a3.uuid.UuidCreator;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.spaces.RemoteSource;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.SpacesContract.ActivateSource;
import io.busbar.contracts.spaces.SpacesContract.ListRemoteSources;
import io.busbar.contracts.spaces.SpacesContract.RemoteSourceList;
import io.busbar.contracts.spaces.SpacesContract.RemoveRemoteSource;
import io.busbar.contracts.spaces.SpacesContract.SaveRemoteSource;
import io.busbar.contracts.spaces.SpacesContract.SourceActivated;
import io.busbar.contracts.spaces.SpacesContract.SourceRemoved;
import io.busbar.contracts.value.Author;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.time.Turns;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a remote controls in each space, and which of it right now. */
public final class RemoteSourcesService {
  private static final int MAX_SOURCES = 100;
  private static final int MAX_WAITING = 8;
  private static final int COMMAND_WAIT_MS = 5_000;
  private static final Duration ACTIVATE_WITHIN = Duration.ofSeconds(50);

  private final HubBus bus;
  private final SpaceRegistry registry;
  private final Clock clock;
  private final Turns<String> turns = new Turns<>();
  private final Map<String, Integer> activations = new HashMap<>();

  public RemoteSourcesService(HubBus bus, SpaceRegistry registry, Clock clock) {
    this.bus = bus;
    this.registry = registry;
    this.clock = clock;
  }

  Future<RemoteSourceList> list(ListRemoteSources query) {
    return Future.succeededFuture(
        new RemoteSourceList(registry.sourcesOf(registry.require(query.id()))));
  }

  Future<RemoteSource> save(SaveRemoteSource command) {
    return registry.inTurn(() -> saveNow(registry.require(command.id()), command.body()));
  }

  Future<SourceRemoved> remove(RemoveRemoteSource command) {
    return registry.inTurn(() -> removeNow(command));
  }

  Future<SourceActivated> activate(ActivateSource command) {
    Instant deadline = clock.instant().plus(ACTIVATE_WITHIN);
    RemoteSource unused =
        registry.requireSource(registry.require(command.id()), command.sourceId());
    if (activations.getOrDefault(command.id(), 0) > MAX_WAITING) {
      return Future.failedFuture(
          HubFailure.overloaded(
              "%d activations of this space wait already.".formatted(MAX_WAITING),
              "Wait for them to end."));
    }
    activations.merge(command.id(), 1, Integer::sum);
    return turns
        .next(command.id(), () -> activateNow(command, deadline))
        .onComplete(done -> ended(command.id()));
  }

  private void ended(String spaceId) {
    int others = activations.getOrDefault(spaceId, 1) - 1;
    if (others == 0) {
      activations.remove(spaceId);
    } else {
      activations.put(spaceId, others);
    }
  }

  private Future<RemoteSource> saveNow(Space space, Fields body) {
    Object id = body.get("id");
    RemoteSource source;
    if (id == null) {
      if (registry.sourcesOf(space).size() >= MAX_SOURCES) {
        return Future.failedFuture(
            HubFailure.overloaded(
                "A space has at most %d remote sources.".formatted(MAX_SOURCES), "Remove some."));
      }
      source = SavedSource.asNew("src_" + UuidCreator.getTimeOrderedEpoch(), space.id(), body);
    } else {
      source = SavedSource.over(registry.requireSource(space, id.toString()), body);
    }
    return registry
        .requireDevices(SavedSource.devices(source))
        .compose(known -> registry.save(source))
        .map(saved -> registry.requireSource(registry.require(space.id()), source.id()));
  }

  private Future<SourceRemoved> removeNow(RemoveRemoteSource command) {
    Space space = registry.require(command.id());
    RemoteSource source = registry.requireSource(space, command.sourceId());
    Future<Void> switchedOff =
        source.active()
            ? registry.apply(
                changed(space.withSource(null)), Author.of(command.source(), command.by()))
            : Future.succeededFuture();
    return switchedOff
        .compose(off -> registry.remove(source))
        .map(removed -> new SourceRemoved(space.id(), source.id(), true));
  }

  private Future<SourceActivated> activateNow(ActivateSource command, Instant deadline) {
    RemoteSource source =
        registry.requireSource(registry.require(command.id()), command.sourceId());
    return send(command, source.activateCommands(), 0, deadline)
        .compose(sent -> registry.inTurn(() -> makeCurrent(command)))
        .map(current -> new SourceActivated(command.id(), command.sourceId(), true));
  }

  private Future<Void> makeCurrent(ActivateSource command) {
    Space space = registry.require(command.id());
    RemoteSource source = registry.requireSource(space, command.sourceId());
    return source.active()
        ? Future.succeededFuture()
        : registry.apply(
            changed(space.withSource(source.id())), Author.of(command.source(), command.by()));
  }

  private SpaceTree.Change changed(Space space) {
    return new SpaceTree.Change(List.of(space.touched(clock.instant())), null);
  }

  private Future<Void> send(
      ActivateSource command, List<Fields> commands, int index, Instant deadline) {
    if (!clock.instant().isBefore(deadline)) {
      return Future.failedFuture(
          HubFailure.of(FailureCode.TIMED_OUT, "The source was not activated within 50 s.")
              .hint("%d of %d commands were sent.".formatted(index, commands.size())));
    }
    if (index == commands.size()) {
      return Future.succeededFuture();
    }
    Fields next = commands.get(index);
    long left = Duration.between(clock.instant(), deadline).toMillis();
    ExecuteCommand execute =
        new ExecuteCommand(
            SavedSource.device(next),
            next.text("command").orElseThrow(),
            next.object("payload"),
            null,
            null,
            (int) Math.min(COMMAND_WAIT_MS, left),
            command.source(),
            command.by());
    return bus.request(CommandsContract.EXECUTE, execute)
        .recover(cause -> Future.failedFuture(refused(execute, index, cause)))
        .compose(outcome -> unlessFailed(execute, index, outcome))
        .compose(done -> send(command, commands, index + 1, deadline));
  }

  private static Future<Void> unlessFailed(
      ExecuteCommand command, int index, CommandOutcome outcome) {
    return switch (outcome.status()) {
      case COMPLETED, DISPATCHED -> Future.succeededFuture();
      case FAILED, UNKNOWN -> Future.failedFuture(failed(command, index, outcome.message()));
    };
  }

  private static HubFailure refused(ExecuteCommand command, int index, Throwable cause) {
    if (!(cause instanceof HubFailure failure)) {
      return failed(command, index, String.valueOf(cause.getMessage()));
    }
    return switch (failure.code()) {
      case UNAVAILABLE, TIMED_OUT, OVERLOADED, INTERNAL ->
          failure.details(List.of(line(command, index, failure.message())));
      case INVALID, NOT_FOUND, CONFLICT, FORBIDDEN, UNAUTHENTICATED, UNSUPPORTED ->
          failed(command, index, failure.message());
    };
  }

  private static HubFailure failed(ExecuteCommand command, int index, String message) {
    return HubFailure.conflict(
            "ACTIVATION_FAILED",
            "A command of the source failed; the source before stays current.",
            "See the details; commands before it were sent.")
        .details(List.of(line(command, index, message)));
  }

  private static String line(ExecuteCommand command, int index, String message) {
    return "activateCommands[%d] %s of %s: %s"
        .formatted(index, command.command(), command.id(), message);
  }
}
