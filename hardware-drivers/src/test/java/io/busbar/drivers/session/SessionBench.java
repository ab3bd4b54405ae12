package io.busbar.drivers.session;

import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.driver.DriverConversation;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.drivers.DriversContract.CommandSettled;
import io.busbar.contracts.drivers.DriversContract.DeliverCommand;
import io.busbar.contracts.drivers.DriversContract.Delivered;
import io.busbar.contracts.drivers.DriversContract.ForwardMessage;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.RequestId;
import io.busbar.drivers.testing.Node;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Driver sessions on a real bus, with neighbours and a clock that stands still. */
final class SessionBench implements AutoCloseable {
  static final String NODE = "node-a";
  static final Duration DEADLINE = Duration.ofSeconds(10);

  final Node node = Node.start();
  final Neighbours neighbours = new Neighbours();
  final ManualClock clock = new ManualClock();
  final List<CommandSettled> settled = new CopyOnWriteArrayList<>();
  final DriverSessions sessions;

  SessionBench(SessionLimits limits) {
    sessions = new DriverSessions(node.vertx, node.bus, limits, clock);
    node.finish(neighbours.start(node.bus));
    node.finish(node.bus.listen(DriversContract.SETTLED.at(NODE), settled::add));
  }

  static SessionBench open() {
    return new SessionBench(SessionLimits.DEFAULT);
  }

  /** A new socket; the hub has greeted it. */
  TestDriver connect() {
    TestDriver driver = connect(FakeLink.socket(), null);
    driver.expect("CONNECTED");
    return driver;
  }

  TestDriver registered(String instance) {
    TestDriver driver = connect().register(instance);
    driver.expect("REGISTERED");
    return driver;
  }

  TestDriver connect(FakeLink link, @Nullable DriverInstance known) {
    Context context = newContext();
    Promise<DriverConversation> opened = Promise.promise();
    context.runOnContext(ignored -> opened.complete(sessions.open(link, known)));
    return new TestDriver(link, context, node.done(opened.future()));
  }

  /** A context of its own, on the next event loop, as each server instance has one. */
  Context newContext() {
    return ((VertxInternal) node.vertx).createEventLoopContext();
  }

  static DriverInstance hue(String instance) {
    return DriverInstance.of("HUE", instance);
  }

  static DeliverCommand command(String request, String device, String command) {
    return new DeliverCommand(
        NODE, device, command, Fields.EMPTY, new RequestId(request), "c-" + request, true);
  }

  Future<Delivered> deliver(String instance, DeliverCommand command) {
    return node.bus.request(DriversContract.DELIVER.at(hue(instance)), command);
  }

  HubFailure refused(String instance, DeliverCommand command) {
    try {
      throw new AssertionError("delivered: " + node.done(deliver(instance, command)));
    } catch (HubFailure failure) {
      return failure;
    }
  }

  Future<Delivered> forward(String instance, Fields message) {
    return node.bus.request(DriversContract.FORWARD.at(hue(instance)), new ForwardMessage(message));
  }

  HubFailure refusedMessage(String instance, Fields message) {
    try {
      throw new AssertionError("forwarded: " + node.done(forward(instance, message)));
    } catch (HubFailure failure) {
      return failure;
    }
  }

  CommandSettled settledOnce(String request) {
    await().atMost(DEADLINE).until(() -> !settled(request).isEmpty());
    List<CommandSettled> all = settled(request);
    if (all.size() != 1) {
      throw new AssertionError("settled more than once: " + all);
    }
    return all.get(0);
  }

  private List<CommandSettled> settled(String request) {
    return settled.stream().filter(one -> one.requestId().value().equals(request)).toList();
  }

  @Override
  public void close() {
    node.close();
  }
}
