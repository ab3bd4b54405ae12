package io.busbar.verticles.home;

import static io.busbar.verticles.home.HomeBench.person;
import static io.busbar.verticles.home.model.Rooms.NOON;
import static io.busbar.verticles.home.model.Rooms.controlled;
import static io.busbar.verticles.home.model.Rooms.device;
import static io.busbar.verticles.home.model.Rooms.program;
import static io.busbar.verticles.home.model.Rooms.source;
import static io.busbar.verticles.home.model.Rooms.space;
import static io.busbar.verticles.testing.Outcomes.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.CommandProgress;
import io.busbar.contracts.commands.CommandsContract.Stage;
import io.busbar.contracts.home.Bootstrap;
import io.busbar.contracts.home.ContextSnapshot;
import io.busbar.contracts.home.ContextSnapshot.ActiveProgram;
import io.busbar.contracts.home.ContextSnapshot.RecentAction;
import io.busbar.contracts.home.ContextSnapshot.Status;
import io.busbar.contracts.home.HomeContract;
import io.busbar.contracts.home.HomeContract.ReadBootstrap;
import io.busbar.contracts.home.HomeContract.ReadContext;
import io.busbar.contracts.home.HomeContract.ReadGraph;
import io.busbar.contracts.home.HomeGraph;
import io.busbar.contracts.integrations.IntegrationsContract;
import io.busbar.contracts.integrations.IntegrationsContract.InstanceChange;
import io.busbar.contracts.integrations.IntegrationsContract.InstanceChanged;
import io.busbar.contracts.integrations.ProcessesContract.Catalog;
import io.busbar.contracts.integrations.ProcessesContract.DriverPackage;
import io.busbar.contracts.integrations.ProcessesContract.Port;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.Progress;
import io.busbar.contracts.programs.ProgramsContract.RunProgressed;
import io.busbar.contracts.spaces.Space.Kind;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.InstanceId;
import io.busbar.contracts.value.Nothing;
import io.busbar.contracts.value.RequestId;
import io.busbar.contracts.value.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HomeVerticleTest {
  private final HomeBench bench = new HomeBench();
  private final Neighbours neighbours = bench.neighbours;
  private final HomeStore store = new InMemoryHomeStore();

  @BeforeEach
  void start() {
    neighbours.devices(
        device("lamp", "light", "lighting", Fields.of("power", true)),
        device("tv", "tv", "av_media", Fields.of("playback", "playing").with("title", "News")));
    neighbours.spaces = List.of(controlled("hall", Kind.ROOM, null, "apple", "lamp"));
    neighbours.programs = List.of(program("movie", "hall", List.of(), List.of()));
    neighbours.sources = List.of(source("apple", "hall"));
    neighbours.start();
    bench.start(store);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void answersEverythingAtOnce() {
    Bootstrap answer = bench.bootstrap();

    Bootstrap.Whole whole = answer.shared();
    assertThat(whole.hub().id()).startsWith("hub_");
    assertThat(whole.hub().name()).isEqualTo("Villa");
    assertThat(whole.hub().version()).isEqualTo("1.2.3");
    assertThat(whole.hub().timezone()).isEqualTo("Z");
    assertThat(whole.devices()).isEqualTo(neighbours.devices.devices());
    assertThat(whole.spaces()).isEqualTo(neighbours.spaces);
    assertThat(whole.programs()).isEqualTo(neighbours.programs);
    assertThat(whole.remoteSources()).isEqualTo(neighbours.sources);
    assertThat(whole.state()).containsEntry("lamp", Fields.of("power", true)).hasSize(2);
    assertThat(whole.capabilities().domains()).containsExactly("av_media", "lighting");
    assertThat(answer.own().user().username()).isEqualTo("ada");
    assertThat(answer.own().preferences().get("title")).isEqualTo("Villa");
    assertThat(answer.serverTime()).isEqualTo(NOON);
  }

  @Test
  void knowsWhatPlaysAndByWhat() {
    Bootstrap.Media media = bench.bootstrap().shared().media();

    assertThat(media.services())
        .singleElement()
        .satisfies(
            service -> {
              assertThat(service.driverKey().value()).isEqualTo("HUE");
              assertThat(service.deviceIds()).containsExactly(new DeviceId("tv"));
              assertThat(service.online()).isTrue();
            });
    assertThat(media.sessions())
        .singleElement()
        .satisfies(
            session -> {
              assertThat(session.playback()).isEqualTo("playing");
              assertThat(session.title()).isEqualTo("News");
            });
  }

  @Test
  void saysWhoTheHubIsWithoutAskingItsNeighbours() {
    int before = neighbours.asked.get();
    Bootstrap.Hub hub = bench.answer(HomeContract.READ_HUB, Nothing.NOTHING);
    assertThat(neighbours.asked).hasValue(before);
    assertThat(bench.bootstrap().shared().hub()).isEqualTo(hub);
  }

  @Test
  void answersWithTheSameObjectAndAsksNobodyTwiceWhileNothingChanges() {
    Bootstrap.Whole first = bench.bootstrap().shared();
    int asked = neighbours.asked.get();
    bench.clock.pass(Duration.ofMinutes(1));

    IntStream.range(0, 50).forEach(again -> assertThat(bench.bootstrap().shared()).isSameAs(first));
    assertThat(neighbours.asked).hasValue(asked);
    Bootstrap other = bench.answer(HomeContract.BOOTSTRAP, new ReadBootstrap(person("bob")));
    assertThat(other.shared()).isSameAs(first);
    assertThat(other.own().user().username()).isEqualTo("bob");
    assertThat(other.serverTime()).isEqualTo(NOON.plusSeconds(60));
  }

  @Test
  void showsEachChangeToWhoeverAsksAfterIt() {
    Bootstrap.Whole first = bench.bootstrap().shared();

    neighbours.devices(device("new", "light", "lighting", Fields.EMPTY));
    Bootstrap.Whole second = bench.bootstrap().shared();
    assertThat(second.devices()).hasSize(1);
    assertThat(second.revision()).isGreaterThan(first.revision());

    neighbours.sources = List.of();
    neighbours.spaces(space("hall", Kind.ROOM, null), space("bath", Kind.ROOM, null));
    Bootstrap.Whole third = bench.bootstrap().shared();
    assertThat(third.spaces()).hasSize(2);
    assertThat(third.remoteSources()).isEmpty();
    assertThat(third.revision()).isGreaterThan(second.revision());

    neighbours.programs = List.of();
    bench
        .hub
        .bus()
        .publish(
            ProgramsContract.CHANGED,
            new ProgramsContract.ProgramChanged(
                ProgramsContract.Change.REMOVED,
                program("movie", null, List.of(), List.of()),
                Source.REST,
                null));
    assertThat(bench.bootstrap().shared().programs()).isEmpty();
  }

  @Test
  void failsAsAWholeWhenAPartIsAwayAndRecovers() {
    for (String part : List.of("devices", "spaces", "programs", "sources")) {
      neighbours.spaces(space("hall", Kind.ROOM, null));
      bench.hub.bus().publish(ProgramsContract.PROGRESS, progress(Progress.STARTED, null));
      neighbours.away.add(part);
      HubFailure failure =
          failure(bench.ask(HomeContract.BOOTSTRAP, new ReadBootstrap(person("ada"))));
      assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE);
      assertThat(failure.message()).contains(part);
      assertThat(failure(bench.ask(HomeContract.GRAPH, new ReadGraph(null))).code())
          .isEqualTo(FailureCode.UNAVAILABLE);
      neighbours.away.clear();
      assertThat(bench.bootstrap().shared().spaces()).hasSize(1);
    }
  }

  @Test
  void keepsItsIdAndItsRevisionsGrowOverRestarts() {
    Bootstrap.Whole before = bench.bootstrap().shared();
    bench.stop();
    bench.clock.pass(Duration.ofSeconds(1));
    bench.start(store);
    Bootstrap.Whole after = bench.bootstrap().shared();

    assertThat(after.hub().id()).isEqualTo(before.hub().id());
    assertThat(after.revision()).isGreaterThan(before.revision());
  }

  @Test
  void drawsTheGraphOfTheSameHouse() {
    HomeGraph graph = bench.answer(HomeContract.GRAPH, new ReadGraph(null));

    assertThat(graph.revision()).isEqualTo(bench.bootstrap().shared().revision());
    assertThat(graph.home().id()).isEqualTo(bench.bootstrap().shared().hub().id());
    assertThat(graph.nodes()).extracting(HomeGraph.Node::id).contains("hall", "lamp", "movie");
    assertThat(bench.answer(HomeContract.GRAPH, new ReadGraph(0)).nodes()).hasSize(1);
    assertThat(failure(bench.ask(HomeContract.GRAPH, new ReadGraph(17))).reason())
        .isEqualTo("VALUE_OUT_OF_RANGE");
  }

  @Test
  void tellsHowThingsStand() {
    ContextSnapshot context = bench.answer(HomeContract.CONTEXT, new ReadContext(null));

    assertThat(context.time().partOfDay()).isEqualTo(ContextSnapshot.PartOfDay.AFTERNOON);
    assertThat(context.spaces())
        .singleElement()
        .satisfies(hall -> assertThat(hall.lightsOn()).isEqualTo(1));
    assertThat(failure(bench.ask(HomeContract.CONTEXT, new ReadContext("attic"))).code())
        .isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void drawsWhatFeedsADriverAsSoonAsItIsSetUp() {
    assertThat(fed()).isEmpty();
    bench.neighbours.drivers = new Catalog(List.of(hue()));
    bench
        .hub
        .bus()
        .publish(
            IntegrationsContract.CHANGED,
            new InstanceChanged(
                InstanceChange.ADDED,
                new InstanceId("hue-1"),
                new DriverKey("HUE"),
                "Hue",
                Source.REST,
                null,
                NOON));

    await().until(() -> fed().equals(List.of("HUE/hue-1:input:lan")));
    bench.neighbours.away.add("drivers");
    assertThat(fed()).hasSize(1);
  }

  private List<String> fed() {
    return bench.answer(HomeContract.GRAPH, new ReadGraph(null)).edges().stream()
        .filter(edge -> edge.type() == HomeGraph.EdgeType.FEEDS)
        .map(HomeGraph.Edge::from)
        .toList();
  }

  private static DriverPackage hue() {
    return new DriverPackage(
        new DriverKey("HUE"),
        "Hue",
        "1.0.0",
        null,
        null,
        "python",
        null,
        true,
        List.of(),
        List.of(),
        List.of(),
        List.of(new Port("lan", "Home network", "network")),
        List.of(),
        null,
        null);
  }

  @Test
  void remembersTheLastCommandsAndHowTheyEnded() {
    for (int i = 0; i < 60; i++) {
      command(Stage.REQUESTED, "r-" + i, "lamp", null);
    }
    command(Stage.RESULT, "r-58", "lamp", null);
    command(Stage.FAILED, "r-59", "lamp", "DRIVER_OFFLINE");
    command(Stage.RESULT, "r-0", "lamp", null);
    command(Stage.REQUESTED, "r-tv", "tv", null);

    List<RecentAction> all =
        bench.answer(HomeContract.CONTEXT, new ReadContext(null)).recentActions();
    assertThat(all).hasSize(50);
    assertThat(all)
        .extracting(action -> action.requestId().value() + " " + action.status())
        .startsWith("r-tv " + Status.REQUESTED, "r-59 " + Status.FAILED, "r-58 " + Status.COMPLETED)
        .doesNotContain("r-0 " + Status.COMPLETED);
    assertThat(all.get(1).deviceName()).isEqualTo("Name of lamp");
    assertThat(bench.answer(HomeContract.CONTEXT, new ReadContext("hall")).recentActions())
        .hasSize(49)
        .allMatch(action -> action.deviceId().value().equals("lamp"));
  }

  @Test
  void knowsWhichProgramsRun() {
    bench.hub.bus().publish(ProgramsContract.PROGRESS, progress(Progress.STARTED, null));
    bench.hub.bus().publish(ProgramsContract.PROGRESS, progress(Progress.STEP, null));

    assertThat(active()).extracting(ActiveProgram::runId).containsExactly("run-1");
    bench.hub.bus().publish(ProgramsContract.PROGRESS, progress(Progress.FAILED, "It broke."));
    await().until(() -> active().isEmpty());
  }

  private List<ActiveProgram> active() {
    return bench.answer(HomeContract.CONTEXT, new ReadContext(null)).activePrograms();
  }

  private static RunProgressed progress(Progress progress, @Nullable String message) {
    return new RunProgressed(
        progress,
        new ProgramRun(
            "run-1",
            "movie",
            "Movie",
            ProgramRun.Status.RUNNING,
            Source.REST,
            null,
            Fields.EMPTY,
            List.of(),
            message,
            NOON,
            null),
        null,
        null);
  }

  private void command(Stage stage, String id, String device, @Nullable String code) {
    bench
        .hub
        .bus()
        .publish(
            CommandsContract.PROGRESS,
            new CommandProgress(
                stage,
                new RequestId(id),
                id,
                new DeviceId(device),
                null,
                "turn_on",
                "turn_on",
                new Fields(Map.of()),
                null,
                null,
                null,
                code,
                null,
                0,
                Fields.EMPTY,
                Source.REST,
                null,
                NOON));
  }
}
