package io.busbar.verticles.spaces;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.spaces.RemoteSource;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.ListRemoteSources;
import io.busbar.contracts.spaces.SpacesContract.ListSpaces;
import io.busbar.contracts.spaces.SpacesContract.SaveRemoteSource;
import io.busbar.contracts.spaces.SpacesContract.SaveSpace;
import io.busbar.contracts.spaces.SpacesContract.SpaceChanged;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.testing.ManualClock;
import io.busbar.verticles.testing.ManualTimers;
import io.busbar.verticles.testing.People;
import io.busbar.verticles.testing.TestHub;
import io.vertx.core.Future;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The spaces service on a real bus, with everything around it in the hands of the test. */
final class SpacesHub implements AutoCloseable {
  final TestHub hub = TestHub.open();
  final ManualClock clock = new ManualClock(Rooms.NOON);
  final ManualTimers timers = new ManualTimers();
  final DownableStore store = new DownableStore();
  final Neighbours neighbours = new Neighbours();
  final List<SpaceChanged> changes = new CopyOnWriteArrayList<>();

  private SpacesHub() {}

  static SpacesHub open() {
    SpacesHub spaces = new SpacesHub();
    done(spaces.bus().listen(SpacesContract.CHANGED, spaces.changes::add));
    spaces.neighbours.serveDevices(spaces.bus());
    spaces.deploy();
    return spaces;
  }

  HubBus bus() {
    return hub.bus();
  }

  void restart() {
    hub.vertx().deploymentIDs().forEach(id -> done(hub.vertx().undeploy(id)));
    deploy();
  }

  <Q, R> Future<R> ask(RequestAddress<Q, R> address, Q question) {
    return bus().request(address, question);
  }

  Space save(Fields body) {
    return success(ask(SpacesContract.SAVE, new SaveSpace(body, Source.REST, People.ADA)));
  }

  Space room(String name) {
    return save(Fields.of("name", name));
  }

  List<Space> all() {
    return success(ask(SpacesContract.LIST, ListSpaces.ALL)).spaces();
  }

  Space read(String id) {
    return all().stream().filter(space -> space.id().equals(id)).findFirst().orElseThrow();
  }

  RemoteSource saveSource(Space space, Fields body) {
    return success(
        ask(
            SpacesContract.SAVE_REMOTE_SOURCE,
            new SaveRemoteSource(space.id(), body, Source.REST, People.ADA)));
  }

  List<RemoteSource> sources(Space space) {
    return success(ask(SpacesContract.REMOTE_SOURCES, new ListRemoteSources(space.id()))).sources();
  }

  @Override
  public void close() {
    hub.close();
  }

  private void deploy() {
    SpaceRegistry registry = new SpaceRegistry(bus(), store);
    var zoned = clock.withZone(ZoneOffset.UTC);
    SpacesVerticle verticle =
        new SpacesVerticle(
            bus(),
            registry,
            new SpacesService(bus(), registry, zoned),
            new RemoteSourcesService(bus(), registry, zoned),
            timers);
    assertThat(hub.deploy(verticle)).isNotBlank();
  }
}
