package io.busbar.bridge.realtime;

import io.busbar.bridge.auth.TokenGate;
import io.busbar.bridge.http.Mount;
import io.busbar.bridge.live.LiveFeed;
import io.busbar.bridge.protocol.ProtocolCommands;
import io.busbar.bridge.socketio.Namespace;
import io.busbar.bridge.socketio.SocketIoCounts;
import io.busbar.bridge.socketio.SocketIoServer;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.home.HomeContract;
import io.busbar.contracts.ir.IrContract;
import io.busbar.contracts.pairing.PairingContract;
import io.busbar.contracts.sockets.SocketsContract;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * The five namespaces of HOS on one Socket.IO server (spec 4.2). Deploy it once a node, after the
 * feed and before the HTTP server that carries it.
 */
public final class Realtime extends VerticleBase implements Mount {
  private final HubBus bus;
  private final SocketIoServer server;
  private final Admissions admissions;
  private final Surroundings around;
  private final ProtocolCommands commands;
  private final String nodeName;
  private List<Subscription> subscriptions = List.of();
  private long prolonging = -1;

  /**
   * How much a client may ask of the hub.
   *
   * @param queuedEvents how many events may wait for a slow reader
   * @param blockedFor how long a reader may not read at all
   */
  public record Limits(int queuedEvents, Duration blockedFor) {}

  /**
   * Makes the namespaces; nobody is let in before it is deployed.
   *
   * @param nodeName under which other nodes hand polling requests over
   * @throws IllegalStateException when the contracts do not describe what this code takes
   */
  public Realtime(
      HubBus bus,
      SocketIoServer server,
      LiveFeed feed,
      TokenGate gate,
      ProtocolCommands commands,
      InstantSource clock,
      String nodeName,
      Limits limits) {
    this.bus = bus;
    this.server = server;
    this.admissions = new Admissions(bus, gate, feed);
    this.commands = commands;
    this.nodeName = nodeName;
    this.around =
        new Surroundings(
            bus,
            feed,
            clock,
            SocketContract.load(),
            new SocketClient.Limits(limits.queuedEvents(), limits.blockedFor()),
            CallLimit.Rates.DEFAULT);
  }

  @Override
  public Future<?> start() {
    states();
    protocol();
    Namespace designer = server.of(Namespaces.DESIGNER);
    Designs designs = new Designs(around, designer);
    designer.admission(admissions::personOrRemote);
    designer.onConnection(designs::connected);
    Namespace infrared = server.of(Namespaces.IR_TEST);
    IrTests tests = new IrTests(around, infrared);
    infrared.admission(admissions::person);
    infrared.onConnection(tests::connected);
    Namespace remotes = server.of(Namespaces.REMOTE_CONNECT);
    Pairings pairings = new Pairings(around, remotes);
    remotes.admission(admissions::anybody);
    remotes.onConnection(pairings::connected);
    prolonging = vertx.setPeriodic(IrTests.PROLONGED_EVERY.toMillis(), due -> tests.prolong());
    return Future.all(
            bus.listen(HomeContract.DESIGN_PUBLISHED, designs::published),
            bus.listen(HomeContract.DESIGN_EDITED, designs::edited),
            bus.listen(IrContract.CAPTURED, tests::captured),
            bus.listen(PairingContract.CHANGED, pairings::changed),
            bus.serve(
                SocketsContract.RELAY.at(BusRelay.id(nodeName)),
                request -> BusRelay.answer(server, request)))
        .onSuccess(listening -> subscriptions = listening.list());
  }

  @Override
  public Future<?> stop() {
    vertx.cancelTimer(prolonging);
    return Future.join(subscriptions.stream().map(Subscription::end).toList())
        .transform(ended -> close());
  }

  @Override
  public void mount(Router router) {
    server.mount(router);
  }

  /**
   * Closes all connections, so that clients connect again by themselves, and takes no others.
   * Callable from any context; closing twice is harmless.
   */
  public Future<Void> close() {
    return server.close();
  }

  /** What the server has seen. */
  public SocketIoCounts counts() {
    return server.counts();
  }

  private void states() {
    Namespace namespace = server.of(Namespaces.DEVICE_STATE);
    namespace.admission(admissions::personOrRemote);
    namespace.onConnection(new DeviceStates(around)::connected);
  }

  private void protocol() {
    Namespace namespace = server.of(Namespaces.PROTOCOL);
    namespace.admission(admissions::person);
    namespace.onConnection(new ProtocolSockets(around, commands)::connected);
  }
}
