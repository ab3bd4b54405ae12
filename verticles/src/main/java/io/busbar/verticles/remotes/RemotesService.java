package io.busbar.verticles.remotes;

import com.github.f4b6a3.uuid.UuidCreator;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.RunProgram;
import io.busbar.contracts.remotes.RemotesContract;
import io.busbar.contracts.remotes.RemotesContract.KeyDeed;
import io.busbar.contracts.remotes.RemotesContract.KeyPressed;
import io.busbar.contracts.remotes.RemotesContract.KeyTaken;
import io.busbar.contracts.remotes.RemotesContract.PressKey;
import io.busbar.contracts.spaces.RemoteSource;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.ListRemoteSources;
import io.busbar.contracts.spaces.SpacesContract.ListSpaces;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Announces pressed keys and does what the current sources have on them. Keeps nothing. */
public final class RemotesService {
  private static final String SHORT = "short";
  private static final Pattern WORD = Pattern.compile("[^\\p{Cntrl}]{1,128}");

  private final HubBus bus;
  private final InstantSource clock;

  public RemotesService(HubBus bus, InstantSource clock) {
    this.bus = bus;
    this.clock = clock;
  }

  Future<KeyTaken> press(PressKey pressed) {
    String press = pressed.press() == null ? SHORT : requireWord("press", pressed.press());
    String remote = requireWord("id", pressed.id());
    String key = requireWord("key", pressed.key());
    bus.publish(
        RemotesContract.KEY,
        new KeyPressed(
            "key_" + UuidCreator.getTimeOrderedEpoch(),
            remote,
            key,
            press,
            pressed.source(),
            pressed.by() == null ? null : pressed.by().username(),
            clock.instant()));
    return bus.request(SpacesContract.LIST, ListSpaces.ALL)
        .compose(spaces -> deeds(spaces.spaces(), pressed, press))
        .map(done -> new KeyTaken(remote, key, press, done));
  }

  private Future<List<KeyDeed>> deeds(List<Space> spaces, PressKey pressed, String press) {
    List<Future<Optional<KeyDeed>>> deeds =
        spaces.stream()
            .filter(space -> space.remoteIds().contains(pressed.id()))
            .filter(space -> space.activeRemoteSourceId() != null)
            .map(space -> deed(space, pressed, press))
            .toList();
    return Future.all(deeds)
        .map(all -> deeds.stream().map(Future::result).flatMap(Optional::stream).toList());
  }

  private Future<Optional<KeyDeed>> deed(Space space, PressKey pressed, String press) {
    return bus.request(SpacesContract.REMOTE_SOURCES, new ListRemoteSources(space.id()))
        .map(sources -> current(sources.sources(), space))
        .compose(source -> deed(source, pressed, press));
  }

  private static Optional<RemoteSource> current(List<RemoteSource> sources, Space space) {
    return sources.stream()
        .filter(source -> source.id().equals(space.activeRemoteSourceId()))
        .findFirst();
  }

  private Future<Optional<KeyDeed>> deed(
      Optional<RemoteSource> source, PressKey pressed, String press) {
    Optional<Fields> button = source.flatMap(current -> button(current, pressed.key(), press));
    return source.isEmpty() || button.isEmpty()
        ? Future.succeededFuture(Optional.empty())
        : act(source.get(), button.get(), pressed).map(Optional::of);
  }

  /** A map may tell presses apart, {@code "OK:long"}; its plain names mean every press. */
  private static Optional<Fields> button(RemoteSource source, String key, String press) {
    return Stream.of(key + ":" + press, key)
        .map(name -> source.buttonMap().object(name))
        .filter(button -> !button.isEmpty())
        .findFirst();
  }

  private Future<KeyDeed> act(RemoteSource source, Fields button, PressKey pressed) {
    Optional<String> program = button.text("programId");
    if (program.isPresent()) {
      return run(source, program.get(), pressed);
    }
    String device =
        button
            .text("deviceId")
            .orElse(source.deviceId() == null ? null : source.deviceId().value());
    String command = button.text("command").orElse(null);
    if (device == null || command == null) {
      return Future.succeededFuture(
          new KeyDeed(
              source.spaceId(),
              source.id(),
              device,
              null,
              "failed",
              "The button names neither a program nor a device with a command."));
    }
    return execute(source, device, command, button.object("payload"), pressed);
  }

  private Future<KeyDeed> execute(
      RemoteSource source, String device, String command, Fields payload, PressKey pressed) {
    ExecuteCommand execute =
        new ExecuteCommand(
            new DeviceId(device),
            command,
            payload,
            null,
            null,
            null,
            pressed.source(),
            pressed.by());
    return bus.request(CommandsContract.EXECUTE, execute)
        .map(outcome -> done(source, device, null, outcome.status(), outcome.message()))
        .otherwise(cause -> failed(source, device, null, cause));
  }

  private Future<KeyDeed> run(RemoteSource source, String program, PressKey pressed) {
    RunProgram run =
        new RunProgram(
            program, Fields.EMPTY, null, null, null, null, pressed.source(), pressed.by());
    return bus.request(ProgramsContract.RUN, run)
        .map(ended -> done(source, null, program, ended.status(), ended.message()))
        .otherwise(cause -> failed(source, null, program, cause));
  }

  private static KeyDeed done(
      RemoteSource source,
      @Nullable String device,
      @Nullable String program,
      Enum<?> status,
      @Nullable String message) {
    return new KeyDeed(
        source.spaceId(),
        source.id(),
        device,
        program,
        status.name().toLowerCase(Locale.ROOT),
        message);
  }

  private static KeyDeed failed(
      RemoteSource source, @Nullable String device, @Nullable String program, Throwable cause) {
    return new KeyDeed(
        source.spaceId(),
        source.id(),
        device,
        program,
        "failed",
        String.valueOf(cause.getMessage()));
  }

  private static String requireWord(String what, String value) {
    if (!WORD.matcher(value).matches() || value.isBlank()) {
      throw HubFailure.invalid(
          "%s is not a name.".formatted(what),
          "Use 1 to 128 characters, none of them a control character.");
    }
    return value;
  }
}
