package io.busbar.verticles.integrations;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.success;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.drivers.DriversContract.Status;
import io.busbar.contracts.integrations.IntegrationsContract.PropertyDef;
import io.busbar.contracts.integrations.ProcessesContract;
import io.busbar.contracts.integrations.ProcessesContract.Catalog;
import io.busbar.contracts.integrations.ProcessesContract.Condition;
import io.busbar.contracts.integrations.ProcessesContract.Conditions;
import io.busbar.contracts.integrations.ProcessesContract.DriverPackage;
import io.busbar.contracts.integrations.ProcessesContract.LogTail;
import io.busbar.contracts.integrations.ProcessesContract.StartProcess;
import io.busbar.contracts.integrations.ProcessesContract.StopProcess;
import io.busbar.contracts.integrations.ProcessesContract.TailLog;
import io.busbar.contracts.integrations.ProcessesContract.Tried;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.InstanceId;
import io.busbar.contracts.value.Nothing;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A supervisor that runs nothing, remembers what it was asked, and says that all is well. */
final class FakeProcesses {
  static final DriverKey HUE = new DriverKey("HUE");
  static final DriverKey LUA = new DriverKey("LUA_THING");
  static final InstanceId SENSORS = new InstanceId("host");

  final List<StartProcess> started = new CopyOnWriteArrayList<>();
  final List<StartProcess> tried = new CopyOnWriteArrayList<>();
  private final Map<DriverInstance, Condition> conditions = new ConcurrentHashMap<>();
  private List<Subscription> served = List.of();

  void serve(HubBus bus) {
    served =
        success(
                Future.all(
                    List.of(
                        bus.serve(ProcessesContract.CATALOG, this::catalog),
                        bus.serve(ProcessesContract.START, this::start),
                        bus.serve(ProcessesContract.STOP, this::stop),
                        bus.serve(ProcessesContract.TRY, this::test),
                        bus.serve(ProcessesContract.CONDITIONS, this::conditions),
                        bus.serve(ProcessesContract.TAIL, this::tail))))
            .list();
  }

  void goAway() {
    served.forEach(one -> done(one.end()));
  }

  private Future<Catalog> catalog(Nothing question) {
    return Future.succeededFuture(
        new Catalog(
            List.of(
                driver(HUE, null, null),
                driver(LUA, "lua5.4 is not installed", null),
                driver(new DriverKey("HOST_SENSORS"), null, SENSORS))));
  }

  private Future<Condition> start(StartProcess question) {
    started.add(question);
    return known(question.driver(), Status.RUNNING, 4711L);
  }

  private Future<Condition> stop(StopProcess question) {
    return known(question.driver(), Status.STOPPED, null);
  }

  private Future<Tried> test(StartProcess question) {
    tried.add(question);
    return Future.succeededFuture(new Tried(true, "registered", List.of("hello")));
  }

  private Future<Conditions> conditions(Nothing question) {
    return Future.succeededFuture(new Conditions(List.copyOf(conditions.values())));
  }

  private Future<LogTail> tail(TailLog question) {
    return Future.succeededFuture(
        new LogTail(IntStream.range(0, question.lines()).mapToObj(i -> "line " + i).toList()));
  }

  private Future<Condition> known(DriverInstance driver, Status status, @Nullable Long pid) {
    Condition condition = new Condition(driver, status, null, 0, pid, "process");
    conditions.put(driver, condition);
    return Future.succeededFuture(condition);
  }

  private static DriverPackage driver(
      DriverKey key, @Nullable String unavailable, @Nullable InstanceId autoStart) {
    return new DriverPackage(
        key,
        "Driver " + key,
        "1.0.0",
        null,
        null,
        "python",
        "local_push",
        true,
        List.of("state_updates"),
        key.equals(HUE) ? hueForm() : List.of(),
        List.of(new CommandDef("on", "On", true, null, null, CommandDef.Origin.MANIFEST)),
        List.of(),
        List.of(),
        unavailable,
        autoStart);
  }

  private static List<PropertyDef> hueForm() {
    return List.of(
        PropertyFormTest.property("host", "string", true, false, null),
        PropertyFormTest.property("password", "string", true, true, null),
        PropertyFormTest.property("interval", "integer", false, false, 30));
  }
}
