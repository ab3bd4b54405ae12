package io.busbar.verticles.programs;

import static io.busbar.verticles.programs.Drafts.NOON;
import static io.busbar.verticles.programs.Drafts.json;
import static io.busbar.verticles.programs.Drafts.read;
import static io.busbar.verticles.programs.Drafts.withAction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.programs.model.Action;
import io.busbar.verticles.programs.model.CompiledProgram;
import io.busbar.verticles.programs.model.Condition;
import io.busbar.verticles.programs.model.Trigger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramReaderTest {
  private static final DeviceId LAMP = new DeviceId("lamp");
  private static final Set<DayOfWeek> ALL = Set.of(DayOfWeek.values());

  @Test
  void readsTheWholeOfAProgramAndKeepsWhatItDoesNotKnow() {
    Fields body =
        json(
            """
            {'name':'Movie','type':'scene','spaceId':'spc_1','icon':'film','mode':'restart',
             'enabled':false,'confirm':true,'lighting':{'deviceIds':['lamp','lamp2']},
             'triggers':[{'type':'startup','myOwn':1}],
             'actions':[{'type':'delay','ms':500,'colour':'red'}],
             'off':{'actions':[{'type':'delay','ms':1}]},
             'vendor':{'a':[1]},'extra':{'b':2}}
            """);
    CompiledProgram compiled = read(body).orThrow();
    Program program = compiled.program();

    assertThat(program.id()).isEqualTo("prg_1");
    assertThat(program.type()).isEqualTo(Program.Type.SCENE);
    assertThat(program.mode()).isEqualTo(Program.Mode.RESTART);
    assertThat(program.enabled()).isFalse();
    assertThat(program.confirm()).isTrue();
    assertThat(program.extra()).isEqualTo(Map.of("b", 2, "vendor", Map.of("a", List.of(1))));
    assertThat(program.triggers().get(0).get("myOwn")).isEqualTo(1);
    assertThat(program.actions().get(0).get("colour")).isEqualTo("red");
    assertThat(compiled.triggers()).containsExactly(new Trigger.Startup());
    assertThat(compiled.actions())
        .containsExactly(new Action.Delay("actions[0]", Duration.ofMillis(500)));
    assertThat(compiled.off())
        .containsExactly(new Action.Delay("off.actions[0]", Duration.ofMillis(1)));
    assertThat(program.createdAt()).isEqualTo(NOON);
  }

  @Test
  void readsEveryTrigger() {
    List<Trigger> triggers =
        read("""
            {'name':'T','triggers':[
             {'type':'state','deviceId':'lamp','key':'power','to':true,'for':'PT30S'},
             {'type':'state','device':'lamp','field':'power','from':null,'for':30},
             {'type':'numeric','deviceId':'lamp','key':'brightness','above':40,'for':'5m'},
             {'type':'time','at':'7:05 pm','days':['mon','Tuesday']},
             {'type':'cron','cron':'0 7 * * 1-5'},
             {'type':'sun','event':'sunset','offsetMin':-15,'days':'weekend'},
             {'type':'event','event':'device_discovered','deviceId':'lamp','match':{'a':1}},
             {'type':'remote-key','key':'ok','remoteId':'r1','press':'Long'},
             {'type':'webhook','hook':'0123456789abcdef'},
             {'type':'startup'},
             {'type':'program','programId':'prg_2','status':'failed'}]}
            """)
            .orThrow()
            .triggers();

    assertThat(triggers)
        .containsExactly(
            new Trigger.State(LAMP, "power", null, false, true, true, Duration.ofSeconds(30)),
            new Trigger.State(LAMP, "power", null, true, null, false, Duration.ofSeconds(30)),
            new Trigger.Crossing(LAMP, "brightness", 40.0, null, Duration.ofMinutes(5)),
            new Trigger.At(LocalTime.of(19, 5), Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY)),
            new Trigger.Cron("0 7 * * 1-5"),
            new Trigger.Sun(
                false, Duration.ofMinutes(-15), Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY)),
            new Trigger.Event("DEVICE_DISCOVERED", LAMP, Fields.of("a", 1)),
            new Trigger.RemoteKey("r1", "ok", "long"),
            new Trigger.Webhook("0123456789abcdef"),
            new Trigger.Startup(),
            new Trigger.AfterProgram("prg_2", "failed"));
  }

  @Test
  void readsEveryCondition() {
    List<Condition> conditions =
        read("""
            {'name':'C','conditions':[
             {'type':'state','deviceId':'lamp','key':'power','value':true},
             {'type':'state','deviceId':'lamp','key':'mode','in':['a','b']},
             {'type':'numeric','deviceId':'lamp','key':'b','above':1,'below':'2.5'},
             {'type':'time','after':'22:00','before':'06:00'},
             {'type':'sun','is':'down'},
             {'type':'or','conditions':[{'type':'sun','is':'up'},{'type':'not','condition':
               {'type':'sun','is':'down'}}]}]}
            """)
            .orThrow()
            .conditions();

    assertThat(conditions)
        .containsExactly(
            new Condition.State(LAMP, "power", List.of(true)),
            new Condition.State(LAMP, "mode", List.of("a", "b")),
            new Condition.Numeric(LAMP, "b", 1.0, 2.5),
            new Condition.Time(LocalTime.of(22, 0), LocalTime.of(6, 0), ALL),
            new Condition.Daylight(false),
            new Condition.Or(
                List.of(
                    new Condition.Daylight(true),
                    new Condition.Not(new Condition.Daylight(false)))));
  }

  @Test
  void readsStepsOfTheHouse() {
    assertThat(
            actions(
                """
                {'type':'device','deviceId':'lamp','command':'dim','value':4,'waitResult':false,
                 'timeoutMs':900,'continueOnError':true},
                {'deviceId':'lamp','command':'on'},
                {'type':'delay','duration':'PT2S'},
                {'type':'scene','sceneId':'prg_2','variables':{'x':1}},
                {'type':'notify','text':'Hello'},
                {'type':'remote_source','spaceId':'spc_1','sourceId':'src_1'},
                {'type':'ir','extenderId':'ext_1','code':{'raw':[1]}}
                """))
        .containsExactly(
            device("actions[0]", "dim", Fields.of("value", 4), false, 900, true),
            device("actions[1]", "on", Fields.EMPTY, true, 5_000, false),
            delay("actions[2]", 2_000),
            new Action.RunProgram("actions[3]", "prg_2", Fields.of("x", 1), false),
            new Action.Notify("actions[4]", "Busbar", "Hello"),
            new Action.RemoteSource("actions[5]", "spc_1", "src_1"),
            new Action.Infrared("actions[6]", "ext_1", Fields.of("raw", List.of(1))));
  }

  @Test
  void readsStepsThatHoldOthers() {
    assertThat(
            actions(
                """
                {'type':'parallel','actions':[{'type':'delay','ms':1}]},
                {'type':'if','conditions':[{'type':'sun','is':'up'}],'else':[{'type':'delay','ms':2}]},
                {'type':'repeat','count':3,'actions':[{'type':'delay','ms':3}]}
                """))
        .containsExactly(
            new Action.Parallel("actions[0]", List.of(delay("actions[0].actions[0]", 1)), false),
            new Action.If(
                "actions[1]",
                List.of(new Condition.Daylight(true)),
                List.of(),
                List.of(delay("actions[1].else[0]", 2))),
            new Action.Repeat(
                "actions[2]", 3, List.of(), List.of(delay("actions[2].actions[0]", 3))));
  }

  @Test
  void readsStepsBeyondTheHouse() {
    assertThat(
            actions(
                """
                {'type':'http','url':'https://example.org/a?b','body':{'c':1}},
                {'type':'mqtt','topic':'a/b','payload':{'d':1},'qos':1,'retain':true}
                """))
        .containsExactly(
            new Action.Http(
                "actions[0]",
                URI.create("https://example.org/a?b"),
                "POST",
                Fields.EMPTY,
                Map.of("c", 1),
                Duration.ofSeconds(10),
                false),
            new Action.Mqtt("actions[1]", "a/b", "{\"d\":1}", 1, true));
  }

  private static List<Action> actions(String texts) {
    return read(withAction(texts)).orThrow().actions();
  }

  @Test
  void listsEveryFaultWithItsPlace() {
    Reading reading =
        read(
            """
            {'name':' ','type':'song','mode':'twice','triggers':[{'type':'cron','cron':'61 * * * *'},7],
             'conditions':[{'type':'template','expression':'devices[1 +'}],
             'actions':[{'type':'delay'},{'type':'if','conditions':[{'type':'numeric',
               'deviceId':'lamp','key':'b','above':5,'below':5}],'then':[{'type':'device'}]},
              {'type':'http','url':'http://127.0.0.1/'},{'type':'device','deviceId':'lamp',
               'command':'x','timeoutMs':5}]}
            """);

    assertThat(reading.faults())
        .anySatisfy(fault -> assertThat(fault).startsWith("name: must be a text"))
        .anySatisfy(fault -> assertThat(fault).startsWith("type: must be scene"))
        .anySatisfy(fault -> assertThat(fault).startsWith("mode: must be single"))
        .anySatisfy(
            fault ->
                assertThat(fault)
                    .startsWith("triggers[0].cron: not a cron expression (\"61 * * * *\":")
                    .contains("61"))
        .contains("triggers[1]: must be an object")
        .anySatisfy(
            fault -> assertThat(fault).startsWith("conditions[0].expression: does not compile: "))
        .contains("actions[0].ms: is missing")
        .anySatisfy(
            fault -> assertThat(fault).startsWith("actions[1].conditions[0].above: must be less"))
        .contains(
            "actions[1].then[0].deviceId: is missing", "actions[1].then[0].command: is missing")
        .anySatisfy(fault -> assertThat(fault).startsWith("actions[2].url: must not lead to"))
        .contains("actions[3].timeoutMs: must be a whole number, 100..30000");
    assertThatThrownBy(reading::orThrow)
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(FailureCode.INVALID);
              assertThat(failure.reason()).isEqualTo("INVALID_PROGRAM");
              assertThat(failure.details()).isEqualTo(reading.faults());
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'state','deviceId':'lamp'}",
        "{'type':'state','deviceId':'lamp','key':'b','above':4}",
        "{'type':'state','deviceId':'lamp','key':'b','for':'PT25H'}",
        "{'type':'state','deviceId':'lamp','key':'b','for':-1}",
        "{'type':'numeric','deviceId':'lamp','key':'b'}",
        "{'type':'numeric','deviceId':'lamp','key':'b','above':'much'}",
        "{'type':'time','at':'25:00'}",
        "{'type':'time'}",
        "{'type':'time','at':'10:00','days':['someday']}",
        "{'type':'time','at':'10:00','days':[]}",
        "{'type':'cron','cron':'* * *'}",
        "{'type':'cron','cron':'@reboot'}",
        "{'type':'cron','cron':'0 0 30 2 *'}",
        "{'type':'cron','cron':'0 0 31 4,6 *'}",
        "{'type':'sun','event':'noon'}",
        "{'type':'sun','event':'sunset','offsetMin':721}",
        "{'type':'webhook','hook':'short'}",
        "{'type':'program','programId':'p','status':'happy'}",
        "{'type':'telepathy'}",
        "{}",
      })
  void refusesTriggers(String trigger) {
    Reading reading = read("{'name':'T','triggers':[%s]}".formatted(trigger));

    assertThat(reading.faults())
        .isNotEmpty()
        .allSatisfy(fault -> assertThat(fault).startsWith("triggers[0]."));
  }

  @Test
  void acceptsACronThatComesInLeapYearsOnly() {
    assertThat(read("{'name':'T','triggers':[{'type':'cron','cron':'0 0 29 2 *'}]}").faults())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'delay','ms':86400001}",
        "{'type':'delay','duration':'P2D'}",
        "{'type':'parallel','actions':[]}",
        "{'type':'if','then':[{'type':'delay','ms':1}]}",
        "{'type':'if','conditions':[{'type':'sun','is':'up'}]}",
        "{'type':'repeat','actions':[{'type':'delay','ms':1}]}",
        "{'type':'repeat','count':10001,'actions':[{'type':'delay','ms':1}]}",
        "{'type':'repeat','count':200,'actions':[{'type':'repeat','count':51,"
            + "'actions':[{'type':'delay','ms':1}]}]}",
        "{'type':'http','url':'ftp://example.org'}",
        "{'type':'http','url':'http://me:pw@example.org'}",
        "{'type':'http','url':'http://example.org','method':'TRACE'}",
        "{'type':'http','url':'http://example.org','headers':{'A b':'c'}}",
        "{'type':'http','url':'http://example.org','headers':{'Host':'localhost'}}",
        "{'type':'http','url':'http://example.org','headers':{'content-length':'100'}}",
        "{'type':'http','url':'http://example.org','headers':{'Transfer-Encoding':'chunked'}}",
        "{'type':'http','url':'http://example.org','headers':{'A':'b\\r\\nC: d'}}",
        "{'type':'mqtt','topic':'a/#','payload':''}",
        "{'type':'mqtt','topic':'a','qos':3}",
        "{'type':'notify'}",
        "{'type':'ir','extenderId':'e'}",
        "{'type':'dance'}",
        "{}",
      })
  void refusesActions(String action) {
    assertThat(read(withAction(action)).faults())
        .isNotEmpty()
        .allSatisfy(fault -> assertThat(fault).startsWith("actions[0]."));
  }

  @Test
  void boundsTheNumberOfActions() {
    List<Map<String, Object>> delays =
        Collections.nCopies(10_000, Map.of("type", "delay", "ms", 1));
    assertThat(read(Fields.of("name", "P").with("actions", delays)).faults())
        .singleElement()
        .asString()
        .startsWith("program: has ");
    List<Map<String, Object>> fewer = delays.subList(0, 501);
    assertThat(read(Fields.of("name", "P").with("actions", fewer)).faults())
        .containsExactly("actions[500]: is beyond 500 actions; split the program");
    assertThat(read(Fields.of("name", "P").with("actions", delays.subList(0, 500))).faults())
        .isEmpty();
  }

  @Test
  void boundsTheNumberOfTriggersAndConditions() {
    List<Map<String, Object>> triggers = Collections.nCopies(51, Map.of("type", "startup"));
    List<Map<String, Object>> conditions =
        Collections.nCopies(101, Map.of("type", "sun", "is", "up"));
    assertThat(
            read(Fields.of("name", "P").with("triggers", triggers).with("conditions", conditions))
                .faults())
        .contains("triggers: must have at most 50 items")
        .contains("conditions: must have at most 100 items");
  }

  @ParameterizedTest
  @CsvSource({"8,0", "9,1", "30,1"})
  void boundsTheDepth(int depth, int faults) {
    String action = "{'type':'delay','ms':1}";
    for (int i = 1; i < depth; i++) {
      action = "{'type':'parallel','actions':[%s]}".formatted(action);
    }
    assertThat(read(withAction(action)).faults()).hasSize(faults);
  }

  @Test
  void namesWhatAProgramNeeds() {
    Reading reading =
        read(
            """
            {'name':'N','spaceId':'spc_1','lighting':{'deviceIds':['l9']},
             'triggers':[{'type':'program','programId':'prg_7'}],
             'conditions':[{'type':'template','expression':'devices[\\'d1\\'].x == 1'}],
             'actions':[{'type':'device','deviceId':'lamp','command':'on'},
              {'type':'program','programId':'prg_8'}]}
            """
                .replace("\\'", "\\\""));

    assertThat(reading.references())
        .containsExactlyInAnyOrder(
            new Reference(Reference.Kind.SPACE, "spc_1", "spaceId"),
            new Reference(Reference.Kind.DEVICE, "l9", "lighting.deviceIds[0]"),
            new Reference(Reference.Kind.PROGRAM, "prg_7", "triggers[0].programId"),
            new Reference(Reference.Kind.DEVICE, "d1", "conditions[0].expression"),
            new Reference(Reference.Kind.DEVICE, "lamp", "actions[0].deviceId"),
            new Reference(Reference.Kind.PROGRAM, "prg_8", "actions[1].programId"));
    assertThat(reading.commands()).hasSize(1);
  }

  private static Action.Delay delay(String path, int ms) {
    return new Action.Delay(path, Duration.ofMillis(ms));
  }

  private static Action.Device device(
      String path, String command, Fields payload, boolean wait, int ms, boolean goOn) {
    return new Action.Device(path, LAMP, command, payload, wait, Duration.ofMillis(ms), goOn);
  }
}
