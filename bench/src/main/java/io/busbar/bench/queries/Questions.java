package io.busbar.bench.queries;

import io.busbar.contracts.activity.ActivityItem;
import io.busbar.contracts.activity.ActivityItem.Kind;
import io.busbar.contracts.broker.BrokerContract.Changes;
import io.busbar.contracts.broker.BrokerContract.Claim;
import io.busbar.contracts.broker.BrokerContract.ClaimOf;
import io.busbar.contracts.broker.BrokerContract.FindSession;
import io.busbar.contracts.broker.BrokerContract.MoreOf;
import io.busbar.contracts.broker.BrokerContract.PlaceOf;
import io.busbar.contracts.broker.BrokerContract.ReadOrphans;
import io.busbar.contracts.broker.BrokerContract.ReadQueue;
import io.busbar.contracts.broker.BrokerContract.ReadRetained;
import io.busbar.contracts.broker.BrokerContract.ReadSessions;
import io.busbar.contracts.commands.CommandOutcome.Status;
import io.busbar.contracts.programs.ProgramsContract.ListRuns;
import io.busbar.contracts.telemetry.TelemetryContract.Point;
import io.busbar.contracts.telemetry.TelemetryContract.ReadTelemetry;
import io.busbar.contracts.value.Bytes;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.RequestId;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.activity.ActivityStore;
import io.busbar.verticles.activity.PgActivityStore;
import io.busbar.verticles.broker.PgBrokerStore;
import io.busbar.verticles.commands.CommandRecord;
import io.busbar.verticles.commands.PgCommandsStore;
import io.busbar.verticles.database.Database;
import io.busbar.verticles.history.ChangePoint;
import io.busbar.verticles.history.HistoryStore;
import io.busbar.verticles.history.PgHistoryStore;
import io.busbar.verticles.programs.runs.PgRunStore;
import io.busbar.verticles.programs.triggers.Firing;
import io.busbar.verticles.programs.triggers.PgTriggerStore;
import io.busbar.verticles.telemetry.MetricPoint;
import io.busbar.verticles.telemetry.PgTelemetryStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Everything the stores of large tables are asked, those that delete last. */
final class Questions {
  private static final DeviceId DEVICE = new DeviceId("device-7");
  private static final int PAGE = 100;

  private final Database database;
  private final Instant now;

  Questions(Database database, Instant now) {
    this.database = database;
    this.now = now;
  }

  List<Question> all() {
    List<Question> all = new ArrayList<>();
    all.addAll(history());
    all.addAll(activity());
    all.addAll(commands());
    all.addAll(telemetry());
    all.addAll(programs());
    all.addAll(broker());
    return all;
  }

  private List<Question> history() {
    PgHistoryStore store = new PgHistoryStore(database);
    ChangePoint change = new ChangePoint(DEVICE, "key-1", null, 0, now, 5);
    return List.of(
        Question.often("history: a day of one key", () -> store.changes(day("key-1", 1))),
        Question.often("history: a day of a device", () -> store.changes(day(null, 1))),
        Question.often("history: a day long ago", () -> store.changes(day("key-1", 80))),
        Question.often("history: hours of one key", () -> store.hours(day("key-1", 1))),
        Question.often("history: add a change", () -> store.append(List.of(change))),
        Question.once("history: retain", () -> store.retain(ago(60), ago(10))),
        Question.once("history: keep only some devices", () -> store.keepOnly(devices(150))));
  }

  private HistoryStore.Query day(@Nullable String key, int daysAgo) {
    return new HistoryStore.Query(
        DEVICE, key, ago(daysAgo), ago(daysAgo).plus(Duration.ofDays(1)), 5000, true);
  }

  private static Set<DeviceId> devices(int count) {
    return Set.copyOf(
        IntStream.range(0, count).mapToObj(n -> new DeviceId("device-" + n)).toList());
  }

  private List<Question> activity() {
    PgActivityStore store = new PgActivityStore(database);
    ActivityItem item =
        new ActivityItem(
            "act_z",
            now,
            Kind.COMMAND,
            "ada",
            Source.REST,
            "t",
            DEVICE,
            null,
            null,
            null,
            Fields.EMPTY);
    return List.of(
        Question.often("activity: the newest", () -> list(store, null, null, null, null)),
        Question.often("activity: of a rare person", () -> list(store, "guest", null, null, null)),
        Question.often(
            "activity: of a rare source", () -> list(store, null, Source.SOCKET, null, null)),
        Question.often(
            "activity: of a rare kind", () -> list(store, null, null, Kind.USER_ADDED, null)),
        Question.often("activity: of a device", () -> list(store, null, null, null, DEVICE)),
        Question.often("activity: of a program", () -> store.list(ofProgram())),
        Question.often("activity: a day long ago", () -> store.list(longAgo())),
        Question.once("activity: save", () -> store.save(List.of(item))),
        Question.once("activity: retain", () -> store.retain(ago(80), 800_000)));
  }

  private static Future<?> list(
      ActivityStore store,
      @Nullable String who,
      @Nullable Source source,
      @Nullable Kind kind,
      @Nullable DeviceId device) {
    return store.list(
        new ActivityStore.Query(null, null, who, source, kind, device, null, null, PAGE));
  }

  private static ActivityStore.Query ofProgram() {
    return new ActivityStore.Query(null, null, null, null, null, null, "program-10", null, PAGE);
  }

  private ActivityStore.Query longAgo() {
    return new ActivityStore.Query(ago(80), ago(79), null, null, null, null, null, null, PAGE);
  }

  private List<Question> commands() {
    PgCommandsStore store = new PgCommandsStore(database);
    return List.of(
        Question.often("commands: the newest", () -> store.newest(PAGE)),
        Question.often("commands: find one", () -> store.find(new RequestId("r-1"))),
        Question.once("commands: claim", () -> store.claim("node-1", command("r-1"))),
        Question.once("commands: log", () -> store.log("node-1", List.of(command("r-2")))),
        Question.once("commands: end abandoned", () -> store.endAbandoned(ago(1), now)),
        Question.once("commands: of a dead node", () -> store.endAbandonedOf("node-1", now)),
        Question.once("commands: forget", () -> store.forgetBefore(ago(29))));
  }

  private CommandRecord command(String id) {
    return new CommandRecord(
        new RequestId(id),
        DEVICE,
        "turn_on",
        "turn_on",
        Fields.EMPTY,
        Source.REST,
        null,
        now,
        Status.COMPLETED,
        null,
        null,
        now);
  }

  private List<Question> telemetry() {
    PgTelemetryStore store = new PgTelemetryStore(database);
    MetricPoint point = new MetricPoint(DEVICE, new Point("metric-1", 5, null, now));
    return List.of(
        Question.often(
            "telemetry: of a device",
            () -> store.read(new ReadTelemetry(DEVICE, null, null, null, PAGE))),
        Question.often(
            "telemetry: an hour of one key",
            () ->
                store.read(
                    new ReadTelemetry(
                        DEVICE, now.minus(Duration.ofHours(1)), now, "metric-1", PAGE))),
        Question.often("telemetry: append", () -> store.append(List.of(point))),
        Question.once("telemetry: retain", () -> store.retain(ago(6))));
  }

  private List<Question> programs() {
    PgRunStore runs = new PgRunStore(database);
    PgTriggerStore triggers = new PgTriggerStore(database);
    Firing firing = new Firing("program-1", "a trigger", "now", Fields.EMPTY);
    return List.of(
        Question.often("runs: the newest", () -> runs.list(runs(null, null, 0))),
        Question.often("runs: of a program", () -> runs.list(runs("program-7", null, 0))),
        Question.often("runs: of a rare status", () -> runs.list(runs(null, "failed", 0))),
        Question.often("runs: a late page", () -> runs.list(runs(null, null, 9_000))),
        Question.often("runs: one with steps", () -> runs.find("cfcd208495d565ef66e7dff9f98764da")),
        Question.often("runs: the newest of each", runs::newestOfEach),
        Question.once("runs: end abandoned", () -> runs.endAbandoned("node-1", now)),
        Question.once("runs: retain", () -> runs.retain(ago(29), 10_000)),
        Question.once("triggers: claim", () -> triggers.claim(firing, now)),
        Question.once("triggers: forget claims", () -> triggers.forgetClaims(ago(2))));
  }

  private static ListRuns runs(@Nullable String program, @Nullable String status, int offset) {
    return new ListRuns(program, status, PAGE, offset);
  }

  private List<Question> broker() {
    PgBrokerStore store = new PgBrokerStore(database);
    Changes changes =
        new Changes(
            Set.of("client-3"),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(new PlaceOf("client-5", 7)),
            List.of(new PlaceOf("client-5", 8)),
            List.of(),
            List.of(),
            List.of(),
            List.of("busbar/devices/5/state"),
            null);
    return List.of(
        Question.often("broker: a page of sessions", () -> store.sessions(sessions())),
        Question.often(
            "broker: a page of the queue",
            () -> store.queue(new ReadQueue("client-50", 500, 1000))),
        Question.often(
            "broker: a page retained",
            () -> store.retained(new ReadRetained("busbar/devices/5", 1000))),
        Question.once("broker: write", () -> store.apply(changes)),
        Question.often("broker: find a session", () -> store.find(new FindSession("client-6"))),
        Question.often("broker: what dead nodes held", () -> store.orphans(orphans())),
        Question.once("broker: claim a session", () -> store.claim(claim())));
  }

  private static ReadOrphans orphans() {
    return new ReadOrphans("client-2", PAGE, List.of(), "life-1", List.of("node-2", "node-3"));
  }

  private static Claim claim() {
    MoreOf more = new MoreOf("life-1", 1_000_000, 1, false, List.of(), Bytes.of("on"), null);
    return new Claim(
        "life-1", false, List.of(new ClaimOf("client-7", "life-2", 0, 1, List.of(more))));
  }

  private static ReadSessions sessions() {
    return new ReadSessions("client-2", PAGE);
  }

  private Instant ago(int days) {
    return now.minus(Duration.ofDays(days));
  }
}
