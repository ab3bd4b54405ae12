package io.busbar.drivers.process.stdio;

import io.busbar.contracts.driver.DriverDoor;
import io.busbar.contracts.integrations.ProcessesContract;
import io.busbar.contracts.integrations.ProcessesContract.Condition;
import io.busbar.contracts.integrations.ProcessesContract.StartProcess;
import io.busbar.contracts.integrations.ProcessesContract.StopProcess;
import io.busbar.contracts.integrations.ProcessesContract.TailLog;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Nothing;
import io.busbar.drivers.manifest.DriverLibrary;
import io.busbar.drivers.process.ProcessesVerticle;
import io.busbar.drivers.process.Timers;
import io.busbar.drivers.process.launch.HubPorts;
import io.busbar.drivers.process.launch.ProcessSettings;
import io.busbar.drivers.testing.Node;
import io.busbar.drivers.testing.RecordingDoor;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The supervisor as deployed, with real processes and a recording door. */
final class Hub implements AutoCloseable {
  final Node node = Node.start();
  final RecordingDoor door = new RecordingDoor();
  private final String deployment;

  Hub(Path drivers, Path data) {
    ProcessSettings settings = settings(data);
    deployment =
        node.done(
            node.vertx.deployVerticle(
                new ProcessesVerticle(
                    node.bus,
                    new DriverLibrary(drivers, data.resolve("installed")),
                    List.of(maker(door, settings)),
                    settings.instances(),
                    Clock.systemUTC(),
                    new Random(1))));
  }

  static ProcessSettings settings(Path data) {
    return new ProcessSettings(
        Path.of("kit"),
        data.resolve("instances"),
        () -> new HubPorts(18080, 18081),
        Map.of(
            "PATH", System.getenv("PATH"), "HOME", data.toString(), "JWT_SECRET_KEY", "hub-only"),
        "",
        "info",
        ZoneId.of("Europe/Berlin"));
  }

  Condition start(String key, String id, Map<String, Object> properties) {
    return node.done(node.bus.request(ProcessesContract.START, wanted(key, id, properties)));
  }

  Condition stop(String key, String id) {
    return node.done(
        node.bus.request(ProcessesContract.STOP, new StopProcess(DriverInstance.of(key, id))));
  }

  Condition condition(String id) {
    return node
        .done(node.bus.request(ProcessesContract.CONDITIONS, Nothing.NOTHING))
        .conditions()
        .stream()
        .filter(condition -> condition.driver().instanceId().value().equals(id))
        .findFirst()
        .orElseThrow();
  }

  List<String> log(String key, String id) {
    TailLog question = new TailLog(DriverInstance.of(key, id), 2_000);
    return node.done(node.bus.request(ProcessesContract.TAIL, question)).lines();
  }

  static StartProcess wanted(String key, String id, Map<String, Object> properties) {
    return new StartProcess(
        DriverInstance.of(key, id), "Test " + id, Fields.from(properties), List.of());
  }

  private ProcessMaker maker(DriverDoor to, ProcessSettings settings) {
    return new ProcessMaker(node.vertx, to, Timers.of(node.vertx), settings);
  }

  @Override
  public void close() {
    node.finish(node.vertx.undeploy(deployment));
    node.close();
  }
}
