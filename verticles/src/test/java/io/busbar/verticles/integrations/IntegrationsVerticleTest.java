package io.busbar.verticles.integrations;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.drivers.DriversContract.Status;
import io.busbar.contracts.integrations.IntegrationsContract;
import io.busbar.contracts.integrations.IntegrationsContract.CreateInstance;
import io.busbar.contracts.integrations.IntegrationsContract.FindCommands;
import io.busbar.contracts.integrations.IntegrationsContract.Instance;
import io.busbar.contracts.integrations.IntegrationsContract.InstanceChange;
import io.busbar.contracts.integrations.IntegrationsContract.InstanceChanged;
import io.busbar.contracts.integrations.IntegrationsContract.Integration;
import io.busbar.contracts.integrations.IntegrationsContract.ListInstances;
import io.busbar.contracts.integrations.IntegrationsContract.ReadLogs;
import io.busbar.contracts.integrations.IntegrationsContract.RemoveInstance;
import io.busbar.contracts.integrations.IntegrationsContract.RestartInstance;
import io.busbar.contracts.integrations.IntegrationsContract.StartInstance;
import io.busbar.contracts.integrations.IntegrationsContract.StopInstance;
import io.busbar.contracts.integrations.IntegrationsContract.TestInstance;
import io.busbar.contracts.integrations.IntegrationsContract.UpdateInstance;
import io.busbar.contracts.integrations.ProcessesContract.StartProcess;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.InstanceId;
import io.busbar.contracts.value.Nothing;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.secrets.SecretBox;
import io.busbar.verticles.testing.ManualClock;
import io.busbar.verticles.testing.TestHub;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntegrationsVerticleTest {
  private static final Fields PROPERTIES = Fields.of("host", "192.0.2.7").with("password", "hush!");

  private final Random random = new Random(5);
  private final TestHub hub = TestHub.open();
  private final ManualClock clock = new ManualClock(IntegrationsStoreTck.NOON);
  private final InMemoryIntegrationsStore store = new InMemoryIntegrationsStore();
  private final FakeProcesses processes = new FakeProcesses();

  @BeforeEach
  void deploy() {
    processes.serve(hub.bus());
    deployVerticle("k");
    awaitSensors();
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void listsTheCatalogWithWhatCannotRunHere() {
    List<Integration> all =
        success(hub.bus().request(IntegrationsContract.LIST, Nothing.NOTHING)).integrations();

    assertThat(all).extracting(Integration::key).contains("HUE", "LUA_THING", "HOST_SENSORS");
    assertThat(all).extracting(Integration::status).contains("ready", "unavailable");
    assertThat(all).extracting(Integration::reason).contains("lua5.4 is not installed");
    assertThat(all).extracting(Integration::instances).containsExactlyInAnyOrder(0, 0, 1);
  }

  @Test
  void setsUpAnInstanceSealsItsSecretAndStartsIt() {
    Instance instance = success(create(FakeProcesses.HUE, PROPERTIES));

    assertThat(instance.id().value()).matches("hue-[a-z2-9]{6}");
    assertThat(instance.name()).isEqualTo("Driver HUE");
    assertThat(instance.status()).isEqualTo(Status.RUNNING);
    assertThat(instance.pid()).isEqualTo(4711);
    assertThat(instance.properties()).isEqualTo(PROPERTIES.with("password", "********"));
    assertThat(success(store.find(instance.id())).properties().toString()).doesNotContain("hush!");
    StartProcess start = lastStart();
    assertThat(start.properties()).isEqualTo(PROPERTIES.with("interval", 30));
    assertThat(start.secretKeys()).containsExactly("password");
    assertThat(instances(FakeProcesses.HUE)).containsExactly(instance);
  }

  @Test
  void refusesPropertiesThatDoNotFit() {
    HubFailure refused =
        failure(create(FakeProcesses.HUE, Fields.of("interval", "soon").with("colour", "red")));

    assertThat(refused.code()).isEqualTo(FailureCode.INVALID);
    assertThat(refused.details())
        .containsExactlyInAnyOrder(
            "colour: the driver has no such property",
            "host: it is required",
            "password: it is required",
            "interval: use a whole number");
    assertThat(instances(FakeProcesses.HUE)).isEmpty();
    assertThat(failure(create(new DriverKey("NOBODY"), Fields.EMPTY)).code())
        .isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void keepsTheSecretWhenTheMaskComesBack() {
    Instance before = success(create(FakeProcesses.HUE, PROPERTIES));
    clock.pass(Duration.ofSeconds(1));
    Instance after =
        success(
            hub.bus()
                .request(
                    IntegrationsContract.UPDATE_INSTANCE,
                    new UpdateInstance(
                        before.id(), "Attic", before.properties().with("host", "192.0.2.8"))));

    assertThat(after.name()).isEqualTo("Attic");
    assertThat(after.updatedAt()).isAfter(before.updatedAt());
    assertThat(after.properties().get("password")).isEqualTo("********");
    assertThat(lastStart().properties().get("password")).isEqualTo("hush!");
    assertThat(lastStart().properties().get("host")).isEqualTo("192.0.2.8");
  }

  @Test
  void saysWhyADriverCannotRunAndDisturbsNothing() {
    Instance instance = success(create(FakeProcesses.LUA, null));

    assertThat(instance.status()).isEqualTo(Status.FAILED);
    assertThat(instance.lastError()).isEqualTo("lua5.4 is not installed");
    assertThat(instances(FakeProcesses.LUA)).containsExactly(instance);
    assertThat(success(create(FakeProcesses.HUE, PROPERTIES)).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void stopsStartsAndRestarts() {
    InstanceId id = success(create(FakeProcesses.HUE, PROPERTIES)).id();
    Instance stopped =
        success(hub.bus().request(IntegrationsContract.STOP_INSTANCE, new StopInstance(id)));
    assertThat(stopped.status()).isEqualTo(Status.STOPPED);
    assertThat(stopped.enabled()).isFalse();

    Instance started =
        success(hub.bus().request(IntegrationsContract.START_INSTANCE, new StartInstance(id)));
    assertThat(started.status()).isEqualTo(Status.RUNNING);
    assertThat(started.enabled()).isTrue();

    int before = processes.started.size();
    done(hub.bus().request(IntegrationsContract.RESTART_INSTANCE, new RestartInstance(id)));
    assertThat(processes.started).hasSize(before + 1);
  }

  @Test
  void tellsWhatWasSetUpAndRemoved() {
    List<InstanceChanged> told = new CopyOnWriteArrayList<>();
    done(hub.bus().listen(IntegrationsContract.CHANGED, told::add));
    Instance instance = success(create(FakeProcesses.HUE, PROPERTIES));
    RemoveInstance wish = new RemoveInstance(instance.id(), Source.REST, null);
    done(hub.bus().request(IntegrationsContract.REMOVE_INSTANCE, wish));

    await().until(() -> told.size() == 2);
    assertThat(told)
        .extracting(InstanceChanged::change)
        .containsExactly(InstanceChange.ADDED, InstanceChange.REMOVED);
    assertThat(told).extracting(InstanceChanged::name).containsOnly("Driver HUE");
    assertThat(told.toString()).doesNotContain("hush!");
  }

  @Test
  void removesAnInstance() {
    InstanceId id = success(create(FakeProcesses.HUE, PROPERTIES)).id();
    done(
        hub.bus()
            .request(
                IntegrationsContract.REMOVE_INSTANCE, new RemoveInstance(id, Source.REST, null)));

    assertThat(instances(FakeProcesses.HUE)).isEmpty();
    assertThat(
            failure(
                    hub.bus()
                        .request(
                            IntegrationsContract.REMOVE_INSTANCE,
                            new RemoveInstance(id, Source.REST, null)))
                .code())
        .isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void testsAnInstanceAndReadsItsLog() {
    InstanceId id = success(create(FakeProcesses.HUE, PROPERTIES)).id();

    assertThat(success(hub.bus().request(IntegrationsContract.TEST_INSTANCE, new TestInstance(id))))
        .satisfies(
            tested -> {
              assertThat(tested.ok()).isTrue();
              assertThat(tested.logs()).containsExactly("hello");
            });
    assertThat(processes.tried.get(0).properties().get("password")).isEqualTo("hush!");
    assertThat(success(logs(id, null)).lines()).hasSize(200);
    assertThat(success(logs(id, 2)).lines()).containsExactly("line 0", "line 1");
    assertThat(failure(logs(id, 2001)).code()).isEqualTo(FailureCode.INVALID);
  }

  @Test
  void knowsTheCommandsOfADriver() {
    assertThat(success(commands(FakeProcesses.HUE)).commands()).hasSize(1);
    assertThat(success(commands(new DriverKey("NOBODY"))).commands()).isEmpty();

    processes.goAway();
    clock.pass(Duration.ofHours(1));
    assertThat(success(commands(FakeProcesses.HUE)).commands()).hasSize(1);
  }

  @Test
  void tellsAnAbsentSupervisorFromAStoppedInstance() {
    InstanceId id = success(create(FakeProcesses.HUE, PROPERTIES)).id();
    processes.goAway();

    assertThat(failure(create(FakeProcesses.HUE, PROPERTIES)).code())
        .isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(
            failure(
                    hub.bus()
                        .request(
                            IntegrationsContract.REMOVE_INSTANCE,
                            new RemoveInstance(id, Source.REST, null)))
                .code())
        .isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(success(store.find(id)).id()).isEqualTo(id);
  }

  @Test
  void startsEnabledInstancesWithTheHubButNotThoseThatWereStopped() {
    InstanceId enabled = success(create(FakeProcesses.HUE, PROPERTIES)).id();
    InstanceId disabled = success(create(FakeProcesses.HUE, PROPERTIES)).id();
    done(hub.bus().request(IntegrationsContract.STOP_INSTANCE, new StopInstance(disabled)));
    undeploy();
    processes.started.clear();
    deployVerticle("k");

    await()
        .untilAsserted(
            () ->
                assertThat(processes.started)
                    .extracting(start -> start.driver().instanceId())
                    .containsExactlyInAnyOrder(FakeProcesses.SENSORS, enabled));
    assertThat(processes.started)
        .filteredOn(start -> start.driver().instanceId().equals(enabled))
        .allSatisfy(start -> assertThat(start.properties().get("password")).isEqualTo("hush!"));
  }

  @Test
  void waitsForASupervisorThatComesLater() {
    undeploy();
    processes.goAway();
    processes.started.clear();
    deployVerticle("k");
    assertThat(processes.started).isEmpty();
    processes.serve(hub.bus());

    awaitSensors();
  }

  @Test
  void doesNotSetUpAgainWhatWasRemoved() {
    done(
        hub.bus()
            .request(
                IntegrationsContract.REMOVE_INSTANCE,
                new RemoveInstance(FakeProcesses.SENSORS, Source.REST, null)));
    InstanceId other = success(create(FakeProcesses.HUE, PROPERTIES)).id();
    undeploy();
    processes.started.clear();
    deployVerticle("k");

    await().untilAsserted(() -> assertThat(processes.started).isNotEmpty());
    assertThat(processes.started)
        .extracting(start -> start.driver().instanceId())
        .containsExactly(other);
  }

  @Test
  void failsAnInstanceAloneWhenItsSecretCannotBeRead() {
    InstanceId id = success(create(FakeProcesses.HUE, PROPERTIES)).id();
    undeploy();
    deployVerticle("x");
    Instance instance =
        success(hub.bus().request(IntegrationsContract.START_INSTANCE, new StartInstance(id)));

    assertThat(instance.status()).isEqualTo(Status.FAILED);
    assertThat(instance.lastError()).isEqualTo("A stored secret cannot be read.");
    awaitSensors();
  }

  private void deployVerticle(String key) {
    SecretBox box = new SecretBox(new SecretKeySpec(key.repeat(32).getBytes(UTF_8), "AES"), random);
    String unused = hub.deploy(new IntegrationsVerticle(hub.bus(), store, box, clock, random));
  }

  private void undeploy() {
    hub.vertx().deploymentIDs().forEach(id -> done(hub.vertx().undeploy(id)));
  }

  private void awaitSensors() {
    await()
        .untilAsserted(
            () ->
                assertThat(processes.started)
                    .extracting(start -> start.driver().instanceId())
                    .contains(FakeProcesses.SENSORS));
  }

  private StartProcess lastStart() {
    return processes.started.get(processes.started.size() - 1);
  }

  private Future<Instance> create(DriverKey driver, @Nullable Fields properties) {
    return hub.bus()
        .request(
            IntegrationsContract.CREATE_INSTANCE,
            new CreateInstance(driver, null, properties, Source.REST, null));
  }

  private List<Instance> instances(DriverKey driver) {
    return success(
            hub.bus().request(IntegrationsContract.LIST_INSTANCES, new ListInstances(driver)))
        .instances();
  }

  private Future<IntegrationsContract.Logs> logs(InstanceId id, @Nullable Integer tail) {
    return hub.bus().request(IntegrationsContract.READ_LOGS, new ReadLogs(id, tail));
  }

  private Future<IntegrationsContract.ManifestCommands> commands(DriverKey driver) {
    return hub.bus().request(IntegrationsContract.FIND_COMMANDS, new FindCommands(driver));
  }
}
