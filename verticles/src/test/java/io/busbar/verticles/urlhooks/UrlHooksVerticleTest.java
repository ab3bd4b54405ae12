package io.busbar.verticles.urlhooks;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.FindDevice;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.identity.IdentityContract.ReadUser;
import io.busbar.contracts.identity.IdentityContract.User;
import io.busbar.contracts.identity.IdentityContract.UserChange;
import io.busbar.contracts.identity.IdentityContract.UserChanged;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.RunProgram;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.SpaceList;
import io.busbar.contracts.urlhooks.UrlHook;
import io.busbar.contracts.urlhooks.UrlHook.Rights;
import io.busbar.contracts.urlhooks.UrlHooksContract;
import io.busbar.contracts.urlhooks.UrlHooksContract.CreateUrlHook;
import io.busbar.contracts.urlhooks.UrlHooksContract.FireUrlHook;
import io.busbar.contracts.urlhooks.UrlHooksContract.ListUrlHooks;
import io.busbar.contracts.urlhooks.UrlHooksContract.RevokeUrlHook;
import io.busbar.contracts.urlhooks.UrlHooksContract.RunUrlHook;
import io.busbar.contracts.urlhooks.UrlHooksContract.UrlHookCreated;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Endpoint;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.InstanceId;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.Source;
import io.busbar.contracts.value.UserId;
import io.busbar.verticles.testing.Commanded;
import io.busbar.verticles.testing.ManualClock;
import io.busbar.verticles.testing.People;
import io.busbar.verticles.testing.TestHub;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UrlHooksVerticleTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final DeviceId LAMP = new DeviceId("lamp");
  private static final DeviceId FAN = new DeviceId("fan");
  private static final Principal BOB = person("usr_bob", "bob", Role.INSTALLER);

  private final TestHub hub = TestHub.open();
  private final ManualClock clock = new ManualClock(NOON);
  private final InMemoryUrlHooksStore store = new InMemoryUrlHooksStore();
  private final List<ExecuteCommand> commands = new CopyOnWriteArrayList<>();
  private final List<String> programs = new CopyOnWriteArrayList<>();
  private final Map<UserId, Role> roles =
      new ConcurrentHashMap<>(Map.of(BOB.id(), BOB.role(), People.ADA.id(), People.ADA.role()));
  private int kept;

  @BeforeEach
  void deploy() {
    done(hub.bus().serve(DevicesContract.FIND, UrlHooksVerticleTest::device));
    done(
        hub.bus()
            .serve(
                SpacesContract.LIST,
                all ->
                    Future.succeededFuture(
                        new SpaceList(
                            List.of(space("floor", null), space("hall", "floor", FAN))))));
    done(hub.bus().serve(IdentityContract.READ_USER, this::user));
    done(hub.bus().serve(CommandsContract.EXECUTE, this::execute));
    done(hub.bus().serve(ProgramsContract.RUN, this::run));
    UrlHooksService service = new UrlHooksService(hub.bus(), store, clock, new Random(7));
    HookCalls calls = new HookCalls(hub.bus(), store, clock);
    String unused = hub.deploy(new UrlHooksVerticle(hub.bus(), service, calls));
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void showsATokenOnceAndKeepsItOutOfTexts() {
    UrlHookCreated made = make(People.ADA, LAMP);

    assertThat(made.token()).startsWith(UrlHooksContract.TOKEN_PREFIX).hasSize(37);
    assertThat(made.path()).isEqualTo("/hook/" + made.token());
    assertThat(made.toString()).doesNotContain(made.token());
    assertThat(call(made.token(), LAMP, "turn_on").toString()).doesNotContain(made.token());
    assertThat(list(People.ADA)).containsExactly(made.hook());
  }

  @Test
  void commandsInTheNameOfItsOwner() {
    UrlHookCreated made = make(BOB, LAMP);
    CommandOutcome outcome =
        success(
            hub.bus()
                .request(
                    UrlHooksContract.FIRE,
                    call(made.token(), LAMP, "set_brightness", "brightness", "30")));

    assertThat(outcome.success()).isTrue();
    ExecuteCommand command = commands.get(0);
    assertThat(command.payload()).isEqualTo(Fields.of("brightness", 30L));
    assertThat(command.source()).isEqualTo(Source.REMOTE);
    assertThat(command.correlationId()).startsWith(made.hook().id());
    Principal by = Objects.requireNonNull(command.by());
    assertThat(by.username()).isEqualTo("bob");
    assertThat(by.scopes()).isEmpty();
    await().untilAsserted(() -> assertThat(list(BOB).get(0).lastUsedAt()).isEqualTo(NOON));
  }

  @Test
  void keepsToItsRights() {
    String lamp = make(People.ADA, LAMP).token();
    CreateUrlHook only =
        new CreateUrlHook("On", true, null, null, null, List.of("turn_on"), People.ADA);
    String on = success(hub.bus().request(UrlHooksContract.CREATE, only)).token();

    assertThat(refusal(call(lamp, FAN, "turn_on")).code()).isEqualTo(FailureCode.FORBIDDEN);
    assertThat(refusal(call(on, FAN, "turn_off")).code()).isEqualTo(FailureCode.FORBIDDEN);
    done(hub.bus().request(UrlHooksContract.FIRE, call(on, FAN, "turn_on")));
    assertThat(commands).hasSize(1);
  }

  @Test
  void runsOnlyNamedProgramsWhenLimitedToCommands() {
    List<String> on = List.of("turn_on");
    String named = keep(new Rights(true, List.of(), List.of(), List.of("gate"), on));
    String below = keep(new Rights(false, List.of(), List.of("floor"), List.of(), on));
    String any = keep(new Rights(true, List.of(), List.of(), List.of(), List.of()));

    run(named, "gate");
    run(any, "evening");
    assertThat(programs).containsExactly("gate", "evening");
    assertThat(refusal(running(named, "evening")).code()).isEqualTo(FailureCode.FORBIDDEN);
    assertThat(refusal(running(below, "evening")).code()).isEqualTo(FailureCode.FORBIDDEN);
    assertThat(programs).hasSize(2);
  }

  @Test
  void countsWhatStandsBelowASpace() {
    CreateUrlHook asked =
        new CreateUrlHook("Floor", null, null, List.of("floor"), null, null, People.ADA);
    String floor = success(hub.bus().request(UrlHooksContract.CREATE, asked)).token();

    done(hub.bus().request(UrlHooksContract.FIRE, call(floor, FAN, "turn_on")));
    assertThat(refusal(call(floor, LAMP, "turn_on")).code()).isEqualTo(FailureCode.FORBIDDEN);
  }

  @Test
  void refusesHooksForNothingAndForWhatIsNotThere() {
    assertThat(refusal(new CreateUrlHook("x", null, null, null, null, null, BOB)).message())
        .contains("nothing");
    CreateUrlHook asked =
        new CreateUrlHook(
            "x", null, List.of(LAMP, new DeviceId("gone")), List.of("attic"), null, null, BOB);
    assertThat(refusal(asked).details())
        .containsExactly(
            "/deviceIds/1: 'gone' does not exist", "/spaceIds/0: 'attic' does not exist");
    assertThat(list(People.ADA)).isEmpty();
  }

  @Test
  void endsWithARevocation() {
    UrlHookCreated made = make(BOB, LAMP);
    Principal eve = person("usr_eve", "eve", Role.INSTALLER);
    RevokeUrlHook byEve = new RevokeUrlHook(made.hook().id(), eve);
    assertThat(failure(hub.bus().request(UrlHooksContract.REVOKE, byEve)).code())
        .isEqualTo(FailureCode.NOT_FOUND);
    assertThat(list(eve)).isEmpty();

    done(
        hub.bus()
            .request(UrlHooksContract.REVOKE, new RevokeUrlHook(made.hook().id(), People.ADA)));
    assertThat(refusal(call(made.token(), LAMP, "turn_on")).code())
        .isEqualTo(FailureCode.UNAUTHENTICATED);
  }

  @Test
  void endsWithThePowerOfItsOwner() {
    UrlHookCreated made = make(BOB, LAMP);
    hub.bus()
        .publish(
            IdentityContract.USER_CHANGED,
            new UserChanged(UserChange.ROLE_CHANGED, BOB.id(), "bob", Role.USER, "ada", NOON));

    await().untilAsserted(() -> assertThat(list(People.ADA)).isEmpty());
    assertThat(refusal(call(made.token(), LAMP, "turn_on")).code())
        .isEqualTo(FailureCode.UNAUTHENTICATED);
  }

  @Test
  void isWorthNothingWithoutThePowerOfItsOwnerThoughItIsStillThere() {
    FireUrlHook call = call(make(BOB, LAMP).token(), LAMP, "turn_on");
    for (Role powerless : List.of(Role.USER, Role.REMOTE)) {
      roles.put(BOB.id(), powerless);
      assertThat(refusal(call).code()).isEqualTo(FailureCode.UNAUTHENTICATED);
    }
    Role unused = roles.remove(BOB.id());
    assertThat(refusal(call).code()).isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(list(BOB)).singleElement().extracting(UrlHook::lastUsedAt).isNull();
    assertThat(commands).isEmpty();

    roles.put(BOB.id(), Role.ADMIN);
    done(hub.bus().request(UrlHooksContract.FIRE, call));
  }

  @Test
  void slowsDownWhoGuesses() {
    String good = make(BOB, LAMP).token();
    for (int i = 0; i < 30; i++) {
      assertThat(refusal(call(UrlHooksContract.TOKEN_PREFIX + i, LAMP, "turn_on")).code())
          .isEqualTo(FailureCode.UNAUTHENTICATED);
    }
    FireUrlHook guess = call(UrlHooksContract.TOKEN_PREFIX + 30, LAMP, "turn_on");
    assertThat(refusal(guess).code()).isEqualTo(FailureCode.OVERLOADED);
    assertThat(refusal(call("no-token", LAMP, "turn_on")).code()).isEqualTo(FailureCode.OVERLOADED);
    done(hub.bus().request(UrlHooksContract.FIRE, call(good, LAMP, "turn_on")));

    clock.pass(Duration.ofSeconds(2));
    assertThat(refusal(guess).code()).isEqualTo(FailureCode.UNAUTHENTICATED);
  }

  @Test
  void limitsHowOftenAHookIsUsed() {
    String token = make(BOB, LAMP).token();
    for (int i = 0; i < 60; i++) {
      done(hub.bus().request(UrlHooksContract.FIRE, call(token, LAMP, "turn_on")));
    }
    assertThat(refusal(call(token, LAMP, "turn_on")).code()).isEqualTo(FailureCode.OVERLOADED);
    assertThat(commands).hasSize(60);
  }

  private Future<User> user(ReadUser asked) {
    Role role = roles.get(asked.id());
    return role == null
        ? Future.failedFuture(HubFailure.notFound("user", asked.id()))
        : Future.succeededFuture(new User(asked.id(), "somebody", "Somebody", null, role, NOON));
  }

  private Future<CommandOutcome> execute(ExecuteCommand command) {
    commands.add(command);
    return Future.succeededFuture(Commanded.completed(command));
  }

  private Future<ProgramRun> run(RunProgram asked) {
    programs.add(asked.id());
    return Future.succeededFuture(
        new ProgramRun(
            "run_1",
            asked.id(),
            asked.id(),
            ProgramRun.Status.COMPLETED,
            asked.source(),
            null,
            Fields.EMPTY,
            List.of(),
            null,
            NOON,
            NOON));
  }

  /** A hook with these rights that is there already. */
  private String keep(Rights rights) {
    String token = UrlHooksContract.TOKEN_PREFIX + "kept" + ++kept;
    UrlHook hook = new UrlHook("uhk_" + kept, "Kept", BOB.id(), "bob", rights, NOON, null);
    done(store.add(hook, HookTokens.hash(token)));
    return token;
  }

  private void run(String token, String program) {
    done(hub.bus().request(UrlHooksContract.RUN, running(token, program)));
  }

  private static RunUrlHook running(String token, String program) {
    return new RunUrlHook(token, program, Fields.EMPTY, "10.0.0.7");
  }

  private HubFailure refusal(RunUrlHook call) {
    return failure(hub.bus().request(UrlHooksContract.RUN, call));
  }

  private UrlHookCreated make(Principal by, DeviceId device) {
    CreateUrlHook asked = new CreateUrlHook("Sofa", null, List.of(device), null, null, null, by);
    return success(hub.bus().request(UrlHooksContract.CREATE, asked));
  }

  private List<UrlHook> list(Principal by) {
    return success(hub.bus().request(UrlHooksContract.LIST, new ListUrlHooks(by))).hooks();
  }

  private HubFailure refusal(FireUrlHook call) {
    return failure(hub.bus().request(UrlHooksContract.FIRE, call));
  }

  private HubFailure refusal(CreateUrlHook asked) {
    return failure(hub.bus().request(UrlHooksContract.CREATE, asked));
  }

  private static FireUrlHook call(
      String token, DeviceId device, String command, String... argument) {
    Fields query = argument.length == 0 ? Fields.EMPTY : Fields.of(argument[0], argument[1]);
    return new FireUrlHook(token, device, command, query, Fields.EMPTY, "10.0.0.7");
  }

  private static Principal person(String id, String name, Role role) {
    return new Principal(
        new UserId(id), name, name, null, role, Set.of(), "jti", NOON.plusSeconds(99));
  }

  private static Future<Device> device(FindDevice asked) {
    if (!asked.id().equals(LAMP) && !asked.id().equals(FAN)) {
      return Future.failedFuture(HubFailure.notFound("device", asked.id()));
    }
    Fields schema = Fields.of("properties", Map.of("brightness", Map.of("type", "integer")));
    return Future.succeededFuture(
        new Device(
            asked.id(),
            new Endpoint(
                new DriverInstance(new DriverKey("WLED"), new InstanceId("one")),
                asked.id().value()),
            "Thing",
            "light",
            List.of(),
            Fields.EMPTY,
            Fields.EMPTY,
            List.of(
                new CommandDef(
                    "set_brightness", "Brightness", true, schema, null, CommandDef.Origin.DRIVER)),
            null,
            NOON,
            NOON));
  }

  private static Space space(String id, @Nullable String parent, DeviceId... devices) {
    return new Space(
        id,
        id,
        Space.Kind.ROOM,
        null,
        parent,
        0,
        List.of(devices),
        List.of(),
        List.of(),
        List.of(),
        null,
        NOON,
        NOON);
  }
}
