package io.busbar.hub;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.integrations.IntegrationsContract;
import io.busbar.contracts.integrations.IntegrationsContract.CreateInstance;
import io.busbar.contracts.integrations.IntegrationsContract.Instance;
import io.busbar.contracts.integrations.IntegrationsContract.ListInstances;
import io.busbar.contracts.integrations.IntegrationsContract.UpdateInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.drivers.builtin.GenericIrDriver;
import io.busbar.drivers.manifest.DriverType;
import io.busbar.drivers.process.launch.Runtimes;
import io.busbar.drivers.simulation.Simulation;
import io.busbar.drivers.simulation.SimulationVerticle;
import io.busbar.hub.config.HubConfig;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The simulated hardware of the demo house: an extender for infrared and radio, set up like a real
 * one, and an RS90 at the hub's broker. They need Python; without it the rest of the house is there
 * all the same.
 */
final class DemoSimulators {
  private static final Logger log = LoggerFactory.getLogger(DemoSimulators.class);
  private static final String EXTENDER = "Simulated extender";
  private static final String REMOTE = "Simulated RS90";
  private static final String REMOTE_USER = "simulated-rs90";
  private static final int PASSWORD_BYTES = 16;
  private static final String PIN = "1234";
  private static final String HERE = "127.0.0.1";
  private static final int POLL_SECONDS = 5;

  private final HubBus bus;
  private final HubConfig config;
  private final Deployments deployed;
  private final MqttBroker mqtt;
  private final MqttBroker.@Nullable Guest remote;

  /**
   * @param remote as whom the simulated remote comes to the broker
   */
  DemoSimulators(
      Node node, Deployments deployed, MqttBroker mqtt, MqttBroker.@Nullable Guest remote) {
    this.bus = node.bus();
    this.config = node.config();
    this.deployed = deployed;
    this.mqtt = mqtt;
    this.remote = remote;
  }

  /** As whom the simulated remote comes to the broker, with a password of this start only. */
  static MqttBroker.@Nullable Guest remote(HubConfig config, RandomGenerator random) {
    if (!config.demo().enabled()) {
      return null;
    }
    byte[] password = new byte[PASSWORD_BYTES];
    random.nextBytes(password);
    return new MqttBroker.Guest(REMOTE_USER, HexFormat.of().formatHex(password), "Haptique/#");
  }

  /** Succeeds at once; what cannot be started is told in the log. */
  Future<Void> start() {
    if (!config.demo().enabled()) {
      return Future.succeededFuture();
    }
    Runtimes runtimes =
        new Runtimes(System.getenv(), Objects.requireNonNullElse(config.drivers().python(), ""));
    try {
      Path python = runtimes.interpreter(DriverType.PYTHON);
      return deployed
          .add(new SimulationVerticle(extender(python), this::setUpExtender))
          .compose(started -> startRemote(python));
    } catch (HubFailure missing) {
      log.warn(
          "The demo house goes without simulated hardware: {} {}",
          missing.message(),
          missing.hint());
      return Future.succeededFuture();
    }
  }

  private Simulation extender(Path python) {
    return new Simulation(
        EXTENDER, python, program("extender"), List.of("--host", HERE, "--pin", PIN), Map.of());
  }

  private Future<Void> startRemote(Path python) {
    MqttBroker.Guest guest = remote;
    if (guest == null || mqtt.port() == 0) {
      return Future.succeededFuture();
    }
    List<String> arguments =
        List.of("--port", Integer.toString(mqtt.port()), "--user", guest.name());
    Map<String, String> environment = Map.of("RS90_PASSWORD", guest.password());
    return deployed.add(
        new SimulationVerticle(
            new Simulation(REMOTE, python, program("rs90"), arguments, environment), ready -> {}));
  }

  private Path program(String simulator) {
    return config.home().resolve("hardware-drivers/simulators/%s/main.py".formatted(simulator));
  }

  /** Its ports are others at each start, its instance is the same. */
  private void setUpExtender(Fields ports) {
    Fields properties =
        Fields.of("extenderIp", HERE)
            .with("extenderPin", PIN)
            .with("httpPort", ports.get("http"))
            .with("pushPort", ports.get("push"))
            .with("poll", POLL_SECONDS);
    bus.request(IntegrationsContract.LIST_INSTANCES, new ListInstances(GenericIrDriver.KEY))
        .map(list -> ours(list.instances()))
        .compose(
            known ->
                known.isPresent()
                    ? bus.request(
                        IntegrationsContract.UPDATE_INSTANCE,
                        new UpdateInstance(known.get().id(), null, properties))
                    : bus.request(
                        IntegrationsContract.CREATE_INSTANCE,
                        new CreateInstance(
                            GenericIrDriver.KEY, EXTENDER, properties, Source.SYSTEM, null)))
        .onFailure(cause -> log.warn("{} is not set up: {}", EXTENDER, cause.getMessage()));
  }

  private static Optional<Instance> ours(List<Instance> instances) {
    return instances.stream().filter(each -> each.name().equals(EXTENDER)).findFirst();
  }
}
