package io.busbar.verticles.intents;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.intents.IntentOutcome;
import io.busbar.contracts.intents.IntentOutcome.Result;
import io.busbar.contracts.intents.IntentsContract;
import io.busbar.contracts.intents.IntentsContract.ExecuteIntent;
import io.busbar.contracts.intents.IntentsContract.ListSemantics;
import io.busbar.contracts.intents.IntentsContract.ParseIntent;
import io.busbar.contracts.intents.IntentsContract.RemoveSemantic;
import io.busbar.contracts.intents.IntentsContract.SaveSemantic;
import io.busbar.contracts.intents.ParsedIntent;
import io.busbar.contracts.intents.ParsedIntent.DeviceAction;
import io.busbar.contracts.intents.ProgramSemantic;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.ProgramChanged;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.SpaceChanged;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.intents.meaning.Understanding.Knowledge;
import io.busbar.verticles.testing.ManualClock;
import io.busbar.verticles.testing.ManualTimers;
import io.busbar.verticles.testing.People;
import io.busbar.verticles.testing.TestHub;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntentsVerticleTest {
  private static final Knowledge KNOWLEDGE = Knowledge.load();

  private final TestHub hub = TestHub.open();
  private final ManualClock clock = new ManualClock(Neighbours.NOON);
  private final ManualTimers timers = new ManualTimers();
  private final IntentsStore store = new InMemoryIntentsStore();
  private final Neighbours neighbours = new Neighbours();

  @BeforeEach
  void start() {
    neighbours.serve(hub.bus());
    deploy();
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void understandsAndDoesNothingYet() {
    ParsedIntent parsed = parse("set the living room lights to 30 percent");

    assertThat(parsed.intent()).isEqualTo("set_brightness");
    assertThat(parsed.actions())
        .containsExactly(
            new DeviceAction(
                new DeviceId("living_ceiling"), "set_brightness", Fields.of("brightness", 30)),
            new DeviceAction(
                new DeviceId("floor_lamp"), "set_brightness", Fields.of("brightness", 30)));
    assertThat(neighbours.commands).isEmpty();
  }

  @Test
  void readsTheStateForRelativeWords() {
    ParsedIntent parsed = parse("make the desk lamp brighter");

    assertThat(parsed.actions())
        .extracting(DeviceAction::payload)
        .containsExactly(Fields.of("brightness", 90));
  }

  @Test
  void refusesTextsWithoutWordsOrWithTooMany() {
    for (String text : List.of("", "   ", "a".repeat(501))) {
      assertThat(failure(ask(text)).code()).isEqualTo(FailureCode.INVALID);
    }
    assertThat(parse("a ".repeat(250)).intent()).isEqualTo(ParsedIntent.NONE);
  }

  @Test
  void executesASentence() {
    IntentOutcome outcome = execute("turn on the kitchen lights", null);

    assertThat(outcome.executed()).isTrue();
    assertThat(outcome.results()).allMatch(Result::success).hasSize(2);
    assertThat(neighbours.commands)
        .extracting(ExecuteCommand::id)
        .containsExactly(new DeviceId("kitchen_ceiling"), new DeviceId("kitchen_spots"));
    assertThat(neighbours.commands).extracting(ExecuteCommand::source).containsOnly(Source.REST);
  }

  @Test
  void tellsTruthfullyWhatFailed() {
    neighbours.offline.add(new DeviceId("kitchen_spots"));

    IntentOutcome outcome = execute("turn on the kitchen lights", null);

    assertThat(outcome.executed()).isTrue();
    assertThat(outcome.results()).extracting(Result::success).containsExactly(true, false);
    assertThat(outcome.results().get(1).code()).isEqualTo("DRIVER_OFFLINE");
    assertThat(outcome.results().get(1).status()).isEqualTo("refused");
    neighbours.offline.add(new DeviceId("kitchen_ceiling"));
    assertThat(execute("turn on the kitchen lights", null).executed()).isFalse();
  }

  @Test
  void asksBeforeItUnlocks() {
    IntentOutcome asked = execute("unlock the front door", null);

    assertThat(asked.executed()).isFalse();
    assertThat(asked.requiresConfirmation()).isTrue();
    assertThat(asked.parsed().reason()).isEqualTo("SECURITY");
    assertThat(execute("unlock the front door", false).executed()).isFalse();
    assertThat(neighbours.commands).isEmpty();
    assertThat(execute("unlock the front door", true).executed()).isTrue();
    assertThat(neighbours.commands).extracting(ExecuteCommand::command).containsExactly("unlock");
  }

  @Test
  void believesNothingOfAnIntentThatIsSent() {
    DeviceAction unlock = new DeviceAction(new DeviceId("front_door"), "unlock", Fields.EMPTY);
    DeviceAction dim = new DeviceAction(new DeviceId("hall_light"), "dim", Fields.EMPTY);

    assertThat(success(send("turn_on", List.of(unlock), null)).requiresConfirmation()).isTrue();
    assertThat(failure(send("turn_on", List.of(dim), true)).reason()).isEqualTo("NOT_OFFERED");
    assertThat(neighbours.commands).isEmpty();
    assertThat(success(send("unlock", List.of(unlock), true)).executed()).isTrue();
    assertThat(failure(send(null, List.of(unlock), true)).code()).isEqualTo(FailureCode.INVALID);
  }

  @Test
  void doesNothingWhenItMayMeanSeveralThings() {
    IntentOutcome outcome = execute("set the thermostat to 21 degrees", true);

    assertThat(outcome.executed()).isFalse();
    assertThat(outcome.parsed().alternatives()).hasSize(2);
    assertThat(neighbours.commands).isEmpty();
    assertThat(execute("don't turn on the kitchen lights", true).executed()).isFalse();
    assertThat(execute("is the floor lamp on", true).executed()).isFalse();
  }

  @Test
  void runsDeletesAndMakesPrograms() {
    assertThat(execute("movie night", null).results())
        .singleElement()
        .extracting(Result::runId, Result::status)
        .containsExactly("run_1", "completed");
    assertThat(execute("turn off movie night", null).executed()).isTrue();
    assertThat(neighbours.runs).extracting(run -> run.off()).containsExactly(null, true);
    assertThat(execute("delete movie night", null).requiresConfirmation()).isTrue();
    assertThat(neighbours.removed).isEmpty();
    assertThat(execute("delete movie night", true).results().get(0).status()).isEqualTo("deleted");
    assertThat(neighbours.removed).extracting(removal -> removal.by()).containsExactly(People.ADA);
  }

  @Test
  void savesAnAutomationWhenItIsConfirmed() {
    String sentence = "every weekday at 6:30 turn on the coffee machine";

    assertThat(execute(sentence, null).requiresConfirmation()).isTrue();
    assertThat(neighbours.saved).isEmpty();
    assertThat(execute(sentence, true).results().get(0).status()).isEqualTo("saved");
    assertThat(neighbours.saved.get(0).source()).isEqualTo(Source.REST);
    assertThat(neighbours.saved.get(0).by()).isEqualTo(People.ADA);
    Fields body = neighbours.saved.get(0).body();
    assertThat(body.get("type")).isEqualTo("automation");
    assertThat(body.list("triggers"))
        .isEqualTo(
            List.of(
                Map.of(
                    "type",
                    "time",
                    "at",
                    "06:30",
                    "days",
                    List.of("mon", "tue", "wed", "thu", "fri"))));
    assertThat(Fields.from(body.list("actions").get(0)).get("deviceId")).isEqualTo("coffee");
  }

  @Test
  void keepsHowPeopleSpeakOfAProgram() {
    ProgramSemantic saved =
        save(Fields.of("programId", "reading").with("aliases", List.of("Book")));

    assertThat(parse("run book").targets().get(0).programId()).isEqualTo("reading");
    assertThat(semantics("reading")).containsExactly(saved);
    assertThat(success(store.semantics())).containsExactly(saved);
    clock.pass(Duration.ofMinutes(1));
    ProgramSemantic changed =
        save(
            Fields.of("id", saved.id())
                .with("programId", "reading")
                .with("safety", "forbidden")
                .with("intents", List.of("read_a_book")));
    assertThat(changed.createdAt()).isEqualTo(saved.createdAt());
    assertThat(parse("run book").intent()).isEqualTo(ParsedIntent.NONE);
    assertThat(execute("run reading", true).parsed().reason()).isEqualTo("FORBIDDEN");
    assertThat(success(send("read_a_book", List.of(), true)).parsed().reason())
        .isEqualTo("FORBIDDEN");
    done(request(new RemoveSemantic(saved.id())));
    assertThat(semantics(null)).isEmpty();
    assertThat(failure(request(new RemoveSemantic(saved.id()))).code())
        .isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void refusesSemanticsWithFaults() {
    assertThat(failure(ask(Fields.of("programId", "nowhere"))).code())
        .isEqualTo(FailureCode.NOT_FOUND);
    Fields wrong = Fields.of("programId", 5).with("aliases", "x").with("safety", "perhaps");
    assertThat(failure(ask(wrong)).details()).hasSize(3);
    assertThat(failure(ask(Fields.of("programId", "movie").with("tags", List.of("")))).details())
        .hasSize(1);
    assertThat(success(store.semantics())).isEmpty();
  }

  @Test
  void forgetsWhatSpeaksOfAProgramThatIsGone() {
    ProgramSemantic semantic = save(Fields.of("programId", "reading"));
    assertThat(semantic.id()).startsWith("sem_");
    hub.bus()
        .publish(
            ProgramsContract.CHANGED,
            new ProgramChanged(
                ProgramsContract.Change.REMOVED,
                neighbours.programs.stream()
                    .filter(program -> program.id().equals("reading"))
                    .findFirst()
                    .orElseThrow(),
                Source.REST,
                null));

    await().until(() -> success(store.semantics()).isEmpty());
  }

  @Test
  void hearsOfNewNamesAtOnceAndReadsThemTogether() {
    assertThat(parse("turn on the lights in the cellar").intent()).isEqualTo(ParsedIntent.NONE);
    int before = neighbours.lists.get();
    Space kitchen = neighbours.spaces.get(2);
    Space cellar = renamed(kitchen, "Cellar");
    neighbours.spaces = List.of(cellar);
    for (int i = 0; i < 20; i++) {
      hub.bus()
          .publish(
              SpacesContract.CHANGED,
              new SpaceChanged(SpacesContract.Change.UPDATED, cellar, Source.REST, null));
    }

    await().until(() -> parse("turn on the lights in the cellar").actions().size() == 2);
    timers.pass(Duration.ofSeconds(1));
    assertThat(neighbours.lists.get() - before).isLessThan(20);
  }

  @Test
  void keepsTheHouseItKnowsWhenItCannotBeReadAnew() {
    assertThat(parse("turn on the floor lamp").actions()).hasSize(1);
    neighbours.listsDown = true;
    assertThat(save(Fields.of("programId", "reading")).programId()).isEqualTo("reading");

    assertThat(parse("turn on the floor lamp").actions()).hasSize(1);
  }

  @Test
  void isUnavailableUntilTheHouseIsKnown() {
    neighbours.listsDown = true;

    assertThat(failure(ask("turn on the floor lamp")).code()).isEqualTo(FailureCode.UNAVAILABLE);
    neighbours.listsDown = false;
    assertThat(parse("turn on the floor lamp").actions()).hasSize(1);
  }

  @Test
  void knowsItsSemanticsAfterARestart() {
    ProgramSemantic saved = save(Fields.of("programId", "reading"));
    hub.vertx().deploymentIDs().forEach(id -> done(hub.vertx().undeploy(id)));
    deploy();

    assertThat(semantics(null)).containsExactly(saved);
  }

  private static Space renamed(Space space, String name) {
    return new Space(
        space.id(),
        name,
        space.kind(),
        null,
        null,
        0,
        space.deviceIds(),
        List.of(),
        List.of(),
        List.of(),
        null,
        space.createdAt(),
        space.updatedAt());
  }

  private ParsedIntent parse(String text) {
    return success(ask(text));
  }

  private Future<ParsedIntent> ask(String text) {
    return hub.bus().request(IntentsContract.PARSE, new ParseIntent(text, null, "en"));
  }

  private IntentOutcome execute(String text, @Nullable Boolean confirm) {
    return success(
        hub.bus()
            .request(
                IntentsContract.EXECUTE,
                new ExecuteIntent(
                    text, null, "en", confirm, null, null, null, null, Source.REST, People.ADA)));
  }

  private Future<IntentOutcome> send(
      @Nullable String intent, List<DeviceAction> actions, @Nullable Boolean confirm) {
    return hub.bus()
        .request(
            IntentsContract.EXECUTE,
            new ExecuteIntent(
                null, null, null, confirm, intent, null, null, actions, Source.REST, null));
  }

  private ProgramSemantic save(Fields body) {
    return success(ask(body));
  }

  private Future<ProgramSemantic> ask(Fields body) {
    return hub.bus().request(IntentsContract.SAVE_SEMANTIC, new SaveSemantic(body));
  }

  private Future<?> request(RemoveSemantic command) {
    return hub.bus().request(IntentsContract.REMOVE_SEMANTIC, command);
  }

  private List<ProgramSemantic> semantics(@Nullable String programId) {
    return success(hub.bus().request(IntentsContract.LIST_SEMANTICS, new ListSemantics(programId)))
        .semantics();
  }

  private void deploy() {
    SemanticBook semantics = new SemanticBook(hub.bus(), store, clock.withZone(ZoneOffset.UTC));
    IntentsService service = new IntentsService(hub.bus(), semantics, KNOWLEDGE, timers);
    assertThat(hub.deploy(new IntentsVerticle(hub.bus(), service, semantics))).isNotBlank();
  }
}
