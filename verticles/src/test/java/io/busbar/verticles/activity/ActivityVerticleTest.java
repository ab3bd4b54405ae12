package io.busbar.verticles.activity;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.activity.ActivityContract;
import io.busbar.contracts.activity.ActivityContract.ActivityPage;
import io.busbar.contracts.activity.ActivityContract.ListActivity;
import io.busbar.contracts.activity.ActivityItem;
import io.busbar.contracts.activity.ActivityItem.Kind;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.commands.CommandOutcome.Status;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.CommandProgress;
import io.busbar.contracts.commands.CommandsContract.Stage;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.Change;
import io.busbar.contracts.devices.DevicesContract.DeviceChanged;
import io.busbar.contracts.devices.DevicesContract.Registered;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.drivers.DriversContract.DriverStatusChanged;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.identity.IdentityContract.PersonSeen;
import io.busbar.contracts.identity.IdentityContract.Sight;
import io.busbar.contracts.identity.IdentityContract.UserChange;
import io.busbar.contracts.identity.IdentityContract.UserChanged;
import io.busbar.contracts.integrations.IntegrationsContract;
import io.busbar.contracts.integrations.IntegrationsContract.InstanceChange;
import io.busbar.contracts.integrations.IntegrationsContract.InstanceChanged;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.AutomationTriggered;
import io.busbar.contracts.programs.ProgramsContract.Progress;
import io.busbar.contracts.programs.ProgramsContract.RunProgressed;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.SpaceChanged;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Endpoint;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.RequestId;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.Source;
import io.busbar.contracts.value.UserId;
import io.busbar.verticles.testing.ManualClock;
import io.busbar.verticles.testing.ManualTimers;
import io.busbar.verticles.testing.TestHub;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActivityVerticleTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final DriverInstance HUE = DriverInstance.of("HUE", "hue-1");
  private static final DeviceId LAMP = new DeviceId("lamp");
  private static final ListActivity ALL =
      new ListActivity(null, null, null, null, null, null, null, null, null);

  private final TestHub hub = TestHub.open();
  private final ManualClock clock = new ManualClock(NOON);
  private final ManualTimers timers = new ManualTimers();
  private final ActivityStore store = new InMemoryActivityStore();

  @BeforeEach
  void start() {
    done(
        hub.bus()
            .serve(
                DevicesContract.REGISTERED,
                question -> Future.succeededFuture(new Registered(List.of(lamp())))));
    ActivityService service =
        new ActivityService(
            hub.bus(), store, Duration.ofDays(90), timers, clock.withZone(ZoneOffset.UTC));
    assertThat(hub.deploy(new ActivityVerticle(hub.bus(), service, timers))).isNotBlank();
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void tellsACommandWhenItEnded() {
    command(Stage.REQUESTED, null, "ada", Fields.EMPTY);
    command(Stage.DISPATCHED, null, "ada", Fields.EMPTY);
    command(Stage.RESULT, Status.COMPLETED, "ada", Fields.of("brightness", 40));

    ActivityItem item = only();
    assertThat(item.kind()).isEqualTo(Kind.COMMAND);
    assertThat(item.title()).isEqualTo("Kitchen lamp: set_brightness");
    assertThat(item.who()).isEqualTo("ada");
    assertThat(item.source()).isEqualTo(Source.REST);
    assertThat(item.deviceId()).isEqualTo(LAMP);
    assertThat(item.outcome()).isEqualTo("completed");
    assertThat(item.at()).isEqualTo(NOON);
    assertThat(item.details().object("payload")).isEqualTo(Fields.of("brightness", 40));
    assertThat(item.details().get("latencyMs")).isEqualTo(42L);
  }

  @Test
  void tellsACommandThatFailed() {
    command(Stage.FAILED, Status.UNKNOWN, null, Fields.EMPTY);

    assertThat(only().outcome()).isEqualTo("unknown");
    assertThat(only().who()).isNull();
  }

  @Test
  void tellsADraggedDimmerOnce() {
    for (int i = 0; i < 100; i++) {
      command(Stage.RESULT, Status.COMPLETED, "ada", Fields.of("brightness", i));
      clock.pass(Duration.ofMillis(50));
    }
    command(Stage.RESULT, Status.COMPLETED, "bob", Fields.of("brightness", 5));

    List<ActivityItem> items = list(ALL).items();
    assertThat(items).extracting(ActivityItem::who).containsExactly("bob", "ada");
    assertThat(items.get(1).details().get("count")).isEqualTo(100);
  }

  @Test
  void tellsNoSecrets() {
    command(
        Stage.RESULT,
        Status.COMPLETED,
        "ada",
        new Fields(
            Map.of("pin", "hidden-1", "apiToken", "hidden-2", "doorCode", "hidden-3", "on", true)));
    command(Stage.RESULT, Status.FAILED, "ada", Fields.of("text", "x".repeat(5_000)));

    assertThat(list(ALL).items()).hasSize(2);
    assertThat(list(ALL).toString()).doesNotContain("hidden").doesNotContain("xxxx");
    assertThat(list(ALL).items().get(1).details().object("payload"))
        .isEqualTo(Fields.of("on", true));
  }

  @Test
  void tellsDevicesThatComeAndGo() {
    hub.bus().publish(DevicesContract.CHANGED, new DeviceChanged(Change.DISCOVERED, lamp()));
    hub.bus().publish(DevicesContract.CHANGED, new DeviceChanged(Change.UPDATED, lamp()));
    hub.bus().publish(DevicesContract.CHANGED, new DeviceChanged(Change.REMOVED, lamp()));

    assertThat(list(ALL).items())
        .extracting(ActivityItem::kind)
        .containsExactly(Kind.DEVICE_REMOVED, Kind.DEVICE_ADDED);
  }

  @Test
  void tellsADriversComingAndGoingButNotItsRetries() {
    driver(DriversContract.Status.STARTING);
    driver(DriversContract.Status.RUNNING);
    driver(DriversContract.Status.CONNECTED);
    driver(DriversContract.Status.DISCONNECTED);
    driver(DriversContract.Status.CRASHED);
    driver(DriversContract.Status.STARTING);
    driver(DriversContract.Status.CRASHED);

    List<ActivityItem> items = list(ALL).items();
    assertThat(items)
        .extracting(ActivityItem::kind)
        .containsExactly(Kind.DRIVER_LOST, Kind.DRIVER_CONNECTED);
    assertThat(items.get(0).details().get("status")).isEqualTo("disconnected");
  }

  @Test
  void tellsWhoCameAndWhoWasRefused() {
    person(Sight.LOGGED_IN, "ada");
    person(Sight.REFUSED, null);
    person(Sight.LOGGED_OUT, "ada");

    List<ActivityItem> items = list(ALL).items();
    assertThat(items)
        .extracting(ActivityItem::kind)
        .containsExactly(Kind.LOGOUT, Kind.LOGIN_FAILED, Kind.LOGIN);
    assertThat(items.get(1).title()).isEqualTo("Login as an unknown name refused");
    assertThat(items.get(1).details().get("clientAddress")).isEqualTo("192.0.2.1");
  }

  @Test
  void tellsAccountsAndIntegrations() {
    for (UserChange change : List.of(UserChange.ADDED, UserChange.ROLE_CHANGED)) {
      hub.bus()
          .publish(
              IdentityContract.USER_CHANGED,
              new UserChanged(
                  change, new UserId("u1"), "bob", Role.INSTALLER, "ada", clock.instant()));
    }
    hub.bus()
        .publish(
            IntegrationsContract.CHANGED,
            new InstanceChanged(
                InstanceChange.REMOVED,
                HUE.instanceId(),
                HUE.driverKey(),
                "My bridge",
                Source.REST,
                "ada",
                clock.instant()));

    assertThat(list(by("ada")).items())
        .extracting(ActivityItem::title)
        .containsExactly(
            "Integration My bridge was removed",
            "User bob was given the role installer",
            "User bob was added");
  }

  @Test
  void tellsSpacesAndPrograms() {
    hub.bus()
        .publish(
            SpacesContract.CHANGED,
            new SpaceChanged(SpacesContract.Change.ADDED, kitchen(), Source.SOCKET, "ada"));
    hub.bus()
        .publish(
            ProgramsContract.TRIGGERED,
            new AutomationTriggered(
                "t1", "p1", "Dusk", Fields.of("type", "sun"), Source.AUTOMATION, clock.instant()));
    run(Progress.STARTED, Source.AUTOMATION, ProgramRun.Status.RUNNING);
    run(Progress.FAILED, Source.AUTOMATION, ProgramRun.Status.FAILED);
    run(Progress.FINISHED, Source.REST, ProgramRun.Status.COMPLETED);

    List<ActivityItem> items = list(ALL).items();
    assertThat(items)
        .extracting(ActivityItem::kind)
        .containsExactly(
            Kind.PROGRAM_ENDED, Kind.PROGRAM_ENDED, Kind.AUTOMATION_TRIGGERED, Kind.SPACE_ADDED);
    assertThat(items.get(0).who()).isEqualTo("ada");
    assertThat(items.get(1).who()).isNull();
    assertThat(items.get(1).outcome()).isEqualTo("failed");
    assertThat(items.get(1).details().get("startedBy")).isEqualTo("ada");
    assertThat(items.get(3).spaceId()).isEqualTo("s1");
    assertThat(items.get(3).who()).isEqualTo("ada");
    assertThat(items.get(3).source()).isEqualTo(Source.SOCKET);
  }

  @Test
  void readsPageByPage() {
    for (int i = 0; i < 5; i++) {
      person(Sight.LOGGED_IN, "user" + i);
    }
    ActivityPage first = list(page(2, null));
    ActivityPage second = list(page(2, first.next()));
    ActivityPage third = list(page(2, second.next()));

    assertThat(first.items()).extracting(ActivityItem::who).containsExactly("user4", "user3");
    assertThat(second.items()).extracting(ActivityItem::who).containsExactly("user2", "user1");
    assertThat(third.items()).extracting(ActivityItem::who).containsExactly("user0");
    assertThat(third.next()).isNull();
  }

  @Test
  void refusesWhatCannotBeRead() {
    assertThat(failure(hub.bus().request(ActivityContract.LIST, page(0, null))).reason())
        .isEqualTo("VALUE_OUT_OF_RANGE");
    assertThat(failure(hub.bus().request(ActivityContract.LIST, page(501, null))).reason())
        .isEqualTo("VALUE_OUT_OF_RANGE");
    ListActivity backwards =
        new ListActivity(NOON, NOON.minusSeconds(1), null, null, null, null, null, null, null);
    assertThat(failure(hub.bus().request(ActivityContract.LIST, backwards)).code())
        .isEqualTo(FailureCode.INVALID);
    ListActivity stranger =
        new ListActivity(null, null, null, "pigeon", null, null, null, null, null);
    assertThat(failure(hub.bus().request(ActivityContract.LIST, stranger)).hint()).contains("rest");
  }

  @Test
  void forgetsAfterNinetyDays() {
    person(Sight.LOGGED_IN, "ada");
    assertThat(list(ALL).items()).hasSize(1);
    clock.pass(Duration.ofDays(91));
    timers.pass(Duration.ofMinutes(10));

    await().until(() -> list(ALL).items().isEmpty());
  }

  private void command(Stage stage, @Nullable Status outcome, @Nullable String by, Fields payload) {
    hub.bus()
        .publish(
            CommandsContract.PROGRESS,
            new CommandProgress(
                stage,
                new RequestId("r1"),
                "r1",
                LAMP,
                HUE,
                "set_brightness",
                "set_brightness",
                payload,
                null,
                "websocket",
                outcome,
                null,
                "Done.",
                42,
                Fields.EMPTY,
                Source.REST,
                by,
                clock.instant()));
  }

  private void driver(DriversContract.Status status) {
    hub.bus()
        .publish(
            DriversContract.STATUS,
            new DriverStatusChanged(
                HUE, "Hue", status, "websocket", "because", 0, null, clock.instant()));
  }

  private void person(Sight sight, @Nullable String username) {
    hub.bus()
        .publish(
            IdentityContract.PERSON_SEEN,
            new PersonSeen(sight, username, "192.0.2.1", clock.instant()));
  }

  private void run(Progress progress, Source source, ProgramRun.Status status) {
    ProgramRun run =
        new ProgramRun(
            "run-1",
            "p1",
            "Dusk",
            status,
            source,
            "ada",
            Fields.EMPTY,
            List.of(),
            null,
            NOON,
            NOON);
    hub.bus().publish(ProgramsContract.PROGRESS, new RunProgressed(progress, run, null, null));
  }

  private ActivityItem only() {
    List<ActivityItem> items = list(ALL).items();
    assertThat(items).hasSize(1);
    return items.get(0);
  }

  private ActivityPage list(ListActivity query) {
    return success(hub.bus().request(ActivityContract.LIST, query));
  }

  private static ListActivity by(String who) {
    return new ListActivity(null, null, who, null, null, null, null, null, null);
  }

  private static ListActivity page(int limit, @Nullable String before) {
    return new ListActivity(null, null, null, null, null, null, null, limit, before);
  }

  private static Space kitchen() {
    return new Space(
        "s1",
        "Kitchen",
        Space.Kind.ROOM,
        null,
        null,
        0,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        NOON,
        NOON);
  }

  private static Device lamp() {
    return new Device(
        LAMP,
        new Endpoint(HUE, "l1"),
        "Kitchen lamp",
        "light",
        List.of(),
        Fields.EMPTY,
        Fields.EMPTY,
        List.of(),
        null,
        NOON,
        NOON);
  }
}
