package io.busbar.verticles.remotes;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.remotes.RemotesContract;
import io.busbar.contracts.remotes.RemotesContract.KeyDeed;
import io.busbar.contracts.remotes.RemotesContract.KeyPressed;
import io.busbar.contracts.remotes.RemotesContract.KeyTaken;
import io.busbar.contracts.remotes.RemotesContract.PressKey;
import io.busbar.contracts.spaces.RemoteSource;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.RemoteSourceList;
import io.busbar.contracts.spaces.SpacesContract.SpaceList;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.testing.Commanded;
import io.busbar.verticles.testing.TestHub;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemotesVerticleTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  private final TestHub hub = TestHub.open();
  private final List<KeyPressed> pressed = new CopyOnWriteArrayList<>();
  private final List<ExecuteCommand> commands = new CopyOnWriteArrayList<>();
  private volatile Fields buttons = Fields.EMPTY;
  private volatile boolean spacesAway;

  @BeforeEach
  void start() {
    done(hub.bus().serve(SpacesContract.LIST, q -> spaces()));
    done(hub.bus().serve(SpacesContract.REMOTE_SOURCES, q -> Future.succeededFuture(sources())));
    done(hub.bus().serve(CommandsContract.EXECUTE, this::execute));
    done(
        hub.bus()
            .serve(
                ProgramsContract.RUN,
                q -> Future.failedFuture(HubFailure.notFound("program", q.id()))));
    done(hub.bus().listen(RemotesContract.KEY, pressed::add));
    RemotesService remotes = new RemotesService(hub.bus(), () -> NOON);
    String unused = hub.deploy(new RemotesVerticle(hub.bus(), remotes));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void doesWhatTheCurrentSourceHasOnTheKey() {
    buttons = Fields.of("OK", Map.of("command", "select", "payload", Map.of("x", 1)));

    KeyTaken taken = success(press("rs90", "OK", null));

    assertThat(taken.press()).isEqualTo("short");
    assertThat(taken.done())
        .containsExactly(new KeyDeed("lounge", "tv", "dev_tv", null, "completed", "Done."));
    assertThat(commands)
        .singleElement()
        .satisfies(command -> assertThat(command.payload()).isEqualTo(Fields.of("x", 1)));
    assertThat(pressed).extracting(KeyPressed::key).containsExactly("OK");
  }

  @Test
  void tellsPressesApart() {
    buttons =
        Fields.of("OK", Map.of("command", "select"))
            .with("OK:long", Map.of("command", "menu", "deviceId", "dev_box"));

    assertThat(success(press("rs90", "OK", "long")).done())
        .extracting(KeyDeed::deviceId)
        .containsExactly("dev_box");
    assertThat(commands).extracting(ExecuteCommand::command).containsExactly("menu");
  }

  @Test
  void saysWhatFailed() {
    buttons =
        Fields.of("A", Map.of("programId", "gone"))
            .with("B", Map.of("command", "break"))
            .with("C", Map.of("label", "nothing"));

    for (String key : List.of("A", "B", "C")) {
      assertThat(success(press("rs90", key, null)).done())
          .extracting(KeyDeed::status)
          .containsExactly("failed");
    }
  }

  @Test
  void announcesWhatMeansNothingToAnySource() {
    assertThat(success(press("rs90", "RED", null)).done()).isEmpty();
    assertThat(success(press("other", "OK", null)).done()).isEmpty();
    assertThat(pressed).extracting(KeyPressed::pressId).doesNotHaveDuplicates().hasSize(2);
    assertThat(commands).isEmpty();
  }

  @Test
  void announcesTheKeyWhenTheSpacesAreAway() {
    spacesAway = true;

    assertThat(failure(press("rs90", "OK", null)).code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(pressed).extracting(KeyPressed::key).containsExactly("OK");
    assertThat(commands).isEmpty();
  }

  @Test
  void refusesWhatIsNoName() {
    for (String name : List.of(" ", "a\u0000", "x".repeat(129))) {
      assertThat(failure(press("rs90", name, null)).code()).isEqualTo(FailureCode.INVALID);
      assertThat(failure(press(name, "OK", null)).code()).isEqualTo(FailureCode.INVALID);
      assertThat(failure(press("rs90", "OK", name)).code()).isEqualTo(FailureCode.INVALID);
    }
    assertThat(pressed).isEmpty();
  }

  private Future<KeyTaken> press(String remote, String key, @Nullable String press) {
    return hub.bus()
        .request(RemotesContract.PRESS, new PressKey(remote, key, press, Source.REST, null));
  }

  private Future<CommandOutcome> execute(ExecuteCommand command) {
    commands.add(command);
    if (command.command().equals("break")) {
      return Future.failedFuture(HubFailure.unavailable("Broken.", "Mend it."));
    }
    return Future.succeededFuture(Commanded.completed(command));
  }

  private Future<SpaceList> spaces() {
    return spacesAway
        ? Future.failedFuture(HubFailure.unavailable("No spaces.", "Wait for them."))
        : Future.succeededFuture(
            new SpaceList(
                List.of(space("lounge", List.of("rs90"), "tv"), space("hall", List.of(), null))));
  }

  private RemoteSourceList sources() {
    return new RemoteSourceList(
        List.of(
            new RemoteSource(
                "tv",
                "lounge",
                "TV",
                null,
                RemoteSource.Kind.DEVICE,
                new DeviceId("dev_tv"),
                null,
                List.of(),
                buttons,
                true)));
  }

  private static Space space(String id, List<String> remotes, @Nullable String source) {
    return new Space(
        id,
        id,
        Space.Kind.ROOM,
        null,
        null,
        0,
        List.of(),
        List.of(),
        List.of(),
        remotes,
        source,
        NOON,
        NOON);
  }
}
