package io.busbar.verticles.programs;

import static io.busbar.verticles.programs.Drafts.NOON;
import static io.busbar.verticles.programs.Drafts.json;
import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.DeviceChanged;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.CancelRun;
import io.busbar.contracts.programs.ProgramsContract.Change;
import io.busbar.contracts.programs.ProgramsContract.DeviceLost;
import io.busbar.contracts.programs.ProgramsContract.FindUses;
import io.busbar.contracts.programs.ProgramsContract.ListPrograms;
import io.busbar.contracts.programs.ProgramsContract.ListRuns;
import io.busbar.contracts.programs.ProgramsContract.ProgramChanged;
import io.busbar.contracts.programs.ProgramsContract.ReadProgram;
import io.busbar.contracts.programs.ProgramsContract.ReadRun;
import io.busbar.contracts.programs.ProgramsContract.RemoveProgram;
import io.busbar.contracts.programs.ProgramsContract.RunProgram;
import io.busbar.contracts.programs.ProgramsContract.SaveProgram;
import io.busbar.contracts.programs.ProgramsContract.Use;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.testing.ManualClock;
import io.busbar.verticles.testing.People;
import io.busbar.verticles.testing.TestHub;
import io.busbar.verticles.testing.Written;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgramsVerticleTest {
  private static final String LAMP_ON =
      "{'name':'Light','actions':[{'type':'device','deviceId':'lamp','command':'turn_on'}]}";

  private final TestHub hub = TestHub.open();
  private final ManualClock clock = new ManualClock(NOON);
  private final InMemoryProgramsStore store = new InMemoryProgramsStore();
  private final Neighbours house = new Neighbours();
  private final RecordingRunner runner = new RecordingRunner();
  private final List<ProgramChanged> announced = new CopyOnWriteArrayList<>();
  private final List<DeviceLost> warnings = new CopyOnWriteArrayList<>();
  private String deployment = "";

  @BeforeEach
  void start() {
    Device lamp = house.add("lamp", "light", Neighbours.LIGHT);
    assertThat(lamp.removedAt()).isNull();
    house.serve(hub.bus());
    done(hub.bus().listen(ProgramsContract.CHANGED, announced::add));
    done(hub.bus().listen(ProgramsContract.DEVICE_LOST, warnings::add));
    deploy();
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private void deploy() {
    ProgramsService service =
        new ProgramsService(
            hub.bus(),
            store,
            new BackgroundReader(Drafts.READER, hub.vertx()),
            runner,
            clock.withZone(ZoneOffset.UTC),
            new Random(7));
    deployment = hub.deploy(new ProgramsVerticle(hub.bus(), service, runner));
  }

  @Test
  void savesDurablyBeforeItAnswersAndTellsEverybody() {
    Program saved = save(LAMP_ON);

    assertThat(saved.id()).startsWith("prg_");
    assertThat(saved.createdAt()).isEqualTo(NOON);
    assertThat(success(store.all())).containsExactly(saved);
    assertThat(runner.changes)
        .containsExactly(new ProgramChanged(Change.ADDED, saved, Source.REST, "ada"));
    await().until(() -> announced.equals(runner.changes));
    assertThat(book().find(saved.id())).isPresent();
    assertThat(read(saved.id())).isEqualTo(saved);
  }

  @Test
  void replacesAProgramAndKeepsItsBirth() {
    Program first = save(LAMP_ON);
    clock.pass(Duration.ofHours(1));
    Program second = save("{'id':'%s','name':'Other'}".formatted(first.id()));

    assertThat(second.createdAt()).isEqualTo(NOON);
    assertThat(second.updatedAt()).isEqualTo(NOON.plusSeconds(3600));
    assertThat(second.actions()).isEmpty();
    assertThat(list(ListPrograms.ALL)).containsExactly(second);
    assertThat(runner.changes).extracting(ProgramChanged::change).contains(Change.UPDATED);
    assertThat(refusal("{'id':'prg_none','name':'X'}").code()).isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void refusesWhatTheHouseDoesNotKnowAndStoresNothing() {
    HubFailure refusal =
        refusal(
            """
            {'name':'X','spaceId':'spc_9','triggers':[{'type':'state','deviceId':'ghost','key':'p'}],
             'actions':[{'type':'delay','ms':-1},
              {'type':'device','deviceId':'lamp','command':'set_brightness','payload':{'brightness':400}},
              {'type':'program','programId':'prg_none'}]}
            """);

    assertThat(refusal.reason()).isEqualTo("INVALID_PROGRAM");
    assertThat(refusal.details())
        .containsExactlyInAnyOrder(
            "actions[0].ms: must be a whole number, 0..86400000",
            "spaceId: there is no space with id 'spc_9'",
            "triggers[0].deviceId: there is no device with id 'ghost'",
            "actions[1].payload.brightness: must be 0..100",
            "actions[2].programId: there is no program with id 'prg_none'");
    assertThat(success(store.all())).isEmpty();
    assertThat(runner.changes).isEmpty();
  }

  @Test
  void holdsSoManyProgramsAndNoMore() {
    for (int i = 0; i < ProgramsService.MAX_PROGRAMS; i++) {
      done(store.save(Drafts.program("prg_" + i, NOON)));
    }
    done(hub.vertx().undeploy(deployment));
    deploy();

    HubFailure full = refusal("{'name':'One more'}");
    assertThat(full.code()).isEqualTo(FailureCode.OVERLOADED);
    assertThat(full.hint()).contains("Delete");
    assertThat(save("{'id':'prg_7','name':'Changed'}").name()).isEqualTo("Changed");
  }

  @Test
  void refusesCirclesInWords() {
    Program first = save("{'name':'First'}");
    Program second = save(running("Second", first.id()));
    Program third = save(running("Third", second.id()));

    HubFailure refusal =
        refusal(
            "{'id':'%s','name':'First','actions':[{'type':'parallel','actions':[{'type':'program','programId':'%s'}]}]}"
                .formatted(first.id(), third.id()));
    assertThat(refusal.details())
        .containsExactly(
            "actions[0].actions[0].programId: runs in a circle: First -> Third -> Second -> First");
    HubFailure itself =
        refusal(
            "{'id':'%s','name':'First','actions':[{'type':'program','programId':'%s'}]}"
                .formatted(first.id(), first.id()));
    assertThat(itself.details())
        .containsExactly("actions[0].programId: runs in a circle: First -> First");
  }

  @Test
  void filtersTheList() {
    Program light = save(LAMP_ON);
    Program scene = save("{'name':'Movie Night','type':'scene','spaceId':'spc_1','enabled':false}");

    assertThat(list(new ListPrograms(null, null, "movie", null, null, null)))
        .containsExactly(scene);
    assertThat(list(new ListPrograms(null, null, null, "spc_1", null, null)))
        .containsExactly(scene);
    assertThat(list(new ListPrograms(null, null, null, null, "sequence", null)))
        .containsExactly(light);
    assertThat(list(new ListPrograms(null, null, null, null, null, true))).containsExactly(light);
    assertThat(list(new ListPrograms(1, 1, null, null, null, null))).containsExactly(scene);
    assertThat(
            failure(
                    hub.bus()
                        .request(
                            ProgramsContract.LIST,
                            new ListPrograms(0, null, null, null, null, null)))
                .code())
        .isEqualTo(FailureCode.INVALID);
  }

  @Test
  void removesOnlyWhatNothingNamesUnlessForced() {
    Program light = save(LAMP_ON);
    Program evening = save(running("Evening", light.id()));
    HubFailure inUse =
        failure(
            hub.bus()
                .request(
                    ProgramsContract.REMOVE,
                    new RemoveProgram(light.id(), false, Source.REST, People.ADA)));
    assertThat(inUse.reason()).isEqualTo("PROGRAM_IN_USE");
    assertThat(inUse.details())
        .containsExactly("Evening (%s): actions[0].programId".formatted(evening.id()));

    assertThat(
            success(
                    hub.bus()
                        .request(
                            ProgramsContract.REMOVE,
                            new RemoveProgram(light.id(), true, Source.REST, People.ADA)))
                .removed())
        .isTrue();
    assertThat(success(store.all())).extracting(Program::id).containsExactly(evening.id());
    assertThat(read(evening.id()).problems())
        .containsExactly(
            "actions[0].programId: there is no program with id '%s'".formatted(light.id()));
    assertThat(runner.changes)
        .extracting(ProgramChanged::change, ProgramChanged::source, ProgramChanged::by)
        .endsWith(
            tuple(Change.REMOVED, Source.REST, "ada"), tuple(Change.UPDATED, Source.SYSTEM, null));
    assertThat(
            failure(hub.bus().request(ProgramsContract.READ, new ReadProgram(light.id()))).code())
        .isEqualTo(FailureCode.NOT_FOUND);
    assertThat(failure(run(evening.id())).reason()).isEqualTo("PROGRAM_HAS_PROBLEMS");
  }

  @Test
  void saysWhoNeedsWhat() {
    Program light = save(LAMP_ON);
    Program evening = save(running("Evening", light.id()));

    assertThat(uses(new FindUses(null, new DeviceId("lamp"), null)))
        .containsExactly(new Use(light.id(), "Light", List.of("actions[0].deviceId")));
    assertThat(uses(new FindUses(null, null, light.id())))
        .containsExactly(new Use(evening.id(), "Evening", List.of("actions[0].programId")));
    assertThat(uses(new FindUses("spc_1", null, null))).isEmpty();
  }

  @Test
  void givesWebhooksNamesNobodyCanGuess() {
    Program one = save("{'name':'W','triggers':[{'type':'webhook'},{'type':'webhook'}]}");

    List<String> hooks = one.triggers().stream().map(hook -> hook.text("hook").orElse("")).toList();
    assertThat(hooks).doesNotHaveDuplicates().allMatch(hook -> hook.matches("[\\w-]{32}"));
    Program kept =
        save(
            "{'id':'%s','name':'W','triggers':[{'type':'webhook','hook':'%s'}]}"
                .formatted(one.id(), hooks.get(0)));
    assertThat(kept.triggers().get(0).get("hook")).isEqualTo(hooks.get(0));
  }

  @Test
  void warnsWhenADeviceIsLostAndForgetsItWhenItIsBack() {
    Program light = save(LAMP_ON);
    Device lamp = Objects.requireNonNull(house.devices.get("lamp"));
    tell(DevicesContract.Change.REMOVED, lamp.removed(NOON));

    await().until(() -> warnings.size() == 1);
    assertThat(warnings.get(0).deviceName()).isEqualTo("Device lamp");
    assertThat(warnings.get(0).programs())
        .containsExactly(new Use(light.id(), "Light", List.of("actions[0].deviceId")));
    assertThat(read(light.id()).problems())
        .containsExactly("actions[0].deviceId: there is no device with id 'lamp'");
    assertThat(book().find(light.id())).isEmpty();
    assertThat(failure(run(light.id())).details()).hasSize(1);

    tell(DevicesContract.Change.DISCOVERED, lamp);
    await().until(() -> read(light.id()).problems().isEmpty());
    assertThat(success(run(light.id())).status()).isEqualTo(ProgramRun.Status.COMPLETED);
    assertThat(read(light.id()).lastRun()).isEqualTo(Fields.of("runId", "run_0"));
  }

  @Test
  void noticesWhenADeviceUnderstandsLessOrMore() {
    Program light = save(LAMP_ON);
    Program other = save("{'name':'Fine'}");
    Device dimmer = house.add("lamp", "light", List.of("set_brightness"));
    tell(DevicesContract.Change.UPDATED, dimmer);

    String problem = "actions[0].command: the device has no such command";
    await().until(() -> read(light.id()).problems().equals(List.of(problem)));
    assertThat(book().find(light.id())).isEmpty();
    assertThat(failure(run(light.id())).details()).containsExactly(problem);
    assertThat(read(other.id()).problems()).isEmpty();

    done(hub.vertx().undeploy(deployment));
    deploy();
    assertThat(read(light.id()).problems()).containsExactly(problem);

    tell(DevicesContract.Change.REMOVED, dimmer.removed(NOON));
    await().until(() -> !read(light.id()).problems().contains(problem));
    assertThat(read(light.id()).problems())
        .containsExactly("actions[0].deviceId: there is no device with id 'lamp'");

    tell(DevicesContract.Change.DISCOVERED, house.add("lamp", "light", Neighbours.LIGHT));
    await().until(() -> read(light.id()).problems().isEmpty());
    assertThat(book().find(light.id())).isPresent();
  }

  private void tell(DevicesContract.Change change, Device device) {
    hub.bus().publish(DevicesContract.CHANGED, new DeviceChanged(change, device));
  }

  @Test
  void keepsProgramsWithTheirProblemsOverARestart() {
    Program light = save(LAMP_ON);
    Program fine = save("{'name':'Fine'}");
    done(
        store.save(
            Written.scene("prg_old", "Old")
                .in("spc_gone")
                .doing(List.of(Fields.of("type", "no longer known")))
                .saved()));
    done(hub.vertx().undeploy(deployment));
    assertThat(runner.stopped).isTrue();
    house.devices.clear();
    deploy();

    assertThat(read(light.id()).problems())
        .containsExactly("actions[0].deviceId: there is no device with id 'lamp'");
    assertThat(read("prg_old").problems())
        .singleElement()
        .asString()
        .startsWith("actions[0].type: must be");
    assertThat(read(fine.id())).isEqualTo(fine);
    assertThat(book().all()).extracting(compiled -> compiled.id()).containsExactly(fine.id());
  }

  @Test
  void handsRunsToTheRunner() {
    Program light = save(LAMP_ON);
    ProgramRun run = success(run(light.id()));

    assertThat(
            success(
                    hub.bus()
                        .request(ProgramsContract.LIST_RUNS, new ListRuns(null, null, null, null)))
                .runs())
        .containsExactly(run);
    assertThat(success(hub.bus().request(ProgramsContract.READ_RUN, new ReadRun(run.runId()))))
        .isEqualTo(run);
    assertThat(
            failure(
                    hub.bus()
                        .request(ProgramsContract.CANCEL_RUN, new CancelRun(run.runId(), null)))
                .reason())
        .isEqualTo("RUN_ENDED");
    assertThat(failure(run("prg_none")).code()).isEqualTo(FailureCode.NOT_FOUND);
  }

  private Program save(String text) {
    return success(
        hub.bus()
            .request(ProgramsContract.SAVE, new SaveProgram(json(text), Source.REST, People.ADA)));
  }

  private HubFailure refusal(String text) {
    return failure(
        hub.bus()
            .request(ProgramsContract.SAVE, new SaveProgram(json(text), Source.REST, People.ADA)));
  }

  private static String running(String name, String id) {
    return "{'name':'%s','actions':[{'type':'program','programId':'%s'}]}".formatted(name, id);
  }

  private Program read(String id) {
    return success(hub.bus().request(ProgramsContract.READ, new ReadProgram(id)));
  }

  private List<Program> list(ListPrograms query) {
    return success(hub.bus().request(ProgramsContract.LIST, query)).programs();
  }

  private List<Use> uses(FindUses query) {
    return success(hub.bus().request(ProgramsContract.USES, query)).programs();
  }

  private Future<ProgramRun> run(String id) {
    return hub.bus()
        .request(
            ProgramsContract.RUN,
            new RunProgram(id, null, null, null, null, null, Source.REST, null));
  }

  private ProgramBook book() {
    return Objects.requireNonNull(runner.book);
  }
}
