package io.busbar.verticles.home;

import static io.busbar.verticles.home.model.Rooms.NOON;
import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.home.Bootstrap;
import io.busbar.contracts.home.HomeContract;
import io.busbar.contracts.home.HomeContract.ReadBootstrap;
import io.busbar.contracts.value.House;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.UserId;
import io.busbar.verticles.testing.ManualClock;
import io.busbar.verticles.testing.TestHub;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;

/** A home on a real bus, beside neighbours made by hand. Close it after the test. */
final class HomeBench implements AutoCloseable {
  final TestHub hub = TestHub.open();
  final ManualClock clock = new ManualClock(NOON);
  final Neighbours neighbours = new Neighbours(hub.bus());

  static Principal person(String name) {
    return new Principal(
        new UserId("usr_" + name), name, name, null, Role.ADMIN, Set.of(), "jti", Instant.MAX);
  }

  void start(HomeStore store) {
    House house = new House("Villa", ZoneOffset.UTC, null, null);
    assertThat(hub.deploy(new HomeVerticle(hub.bus(), store, house, "1.2.3", clock))).isNotBlank();
  }

  void stop() {
    hub.vertx().deploymentIDs().forEach(id -> done(hub.vertx().undeploy(id)));
  }

  <Q, R> Future<R> ask(RequestAddress<Q, R> address, Q question) {
    return hub.bus().request(address, question);
  }

  <Q, R> R answer(RequestAddress<Q, R> address, Q question) {
    return success(ask(address, question));
  }

  Bootstrap bootstrap() {
    return answer(HomeContract.BOOTSTRAP, new ReadBootstrap(person("ada")));
  }

  @Override
  public void close() {
    hub.close();
  }
}
