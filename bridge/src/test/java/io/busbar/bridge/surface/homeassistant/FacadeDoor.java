package io.busbar.bridge.surface.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.bridge.auth.TokenGate;
import io.busbar.bridge.http.HttpDoor;
import io.busbar.bridge.http.HttpLimits;
import io.busbar.bridge.testing.Await;
import io.busbar.bridge.testing.RawSocket;
import io.busbar.bridge.testing.RawWebSocket;
import io.busbar.bridge.testing.SmallIdentity;
import io.busbar.contracts.Contracts;
import io.busbar.contracts.bus.BusObserver;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.bus.TraceContext;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.DeviceList;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.ProgramList;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.LiveStates;
import io.busbar.contracts.states.StatesContract.StateChanged;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.House;
import io.busbar.contracts.value.Source;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that looks like Home Assistant, with one lamp whose commands end when they are told. */
final class FacadeDoor implements AutoCloseable {
  static {
    TraceContext.install();
  }

  private final Vertx vertx = Vertx.vertx();
  private final HubBus bus = HubBus.open(vertx, Contracts.messages(), BusObserver.NONE);
  private final SmallIdentity identity = new SmallIdentity();
  private final AtomicInteger port = new AtomicInteger();
  private final Deque<Runnable> commands = new ConcurrentLinkedDeque<>();
  private final Facade facade;

  FacadeDoor(FacadeSettings.Limits limits) {
    Clock clock = Clock.systemUTC();
    this.facade = new Facade(bus, clock, new Random(7), limits.clients());
    TokenGate gate = new TokenGate(bus, clock);
    House house = new House("Test", ZoneOffset.UTC, null, null);
    FacadeRoutes routes =
        new FacadeRoutes(vertx, bus, gate, facade, new FacadeSettings(house, false, limits));
    HttpDoor.Settings where = new HttpDoor.Settings("127.0.0.1", 0, HttpLimits.DEFAULT);
    Object deployed =
        Await.result(
            serve()
                .compose(up -> identity.start(bus))
                .compose(up -> gate.start())
                .compose(up -> vertx.deployVerticle(facade))
                .compose(
                    up ->
                        vertx.deployVerticle(
                            new HttpDoor(where, where.shared(), List.of(routes), port::set))));
    assertThat(deployed).isNotNull();
  }

  /** A connection that was asked for a token. */
  RawWebSocket connect() {
    RawWebSocket socket = new RawWebSocket(port.get(), "/api/websocket");
    assertThat(socket.answer()).startsWith("HTTP/1.1 101");
    assertThat(heard(socket).path("type").asText()).isEqualTo("auth_required");
    return socket;
  }

  /** A connection that was let in. */
  RawWebSocket enter() {
    RawWebSocket socket = connect();
    socket.say(auth(SmallIdentity.ADMIN));
    assertThat(heard(socket).path("type").asText()).isEqualTo("auth_ok");
    return socket;
  }

  static String auth(String token) {
    return Json.text(Map.of("type", "auth", "access_token", token));
  }

  /** What a request without a WebSocket is answered, headers and all. */
  String ask(String path, String... headers) {
    String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    try (RawSocket socket = new RawSocket(port.get())) {
      return socket
          .send("GET %s HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n%s\r\n".formatted(path, more))
          .readAll();
    }
  }

  /** The next message. */
  static JsonNode heard(RawWebSocket socket) {
    try {
      return Json.MAPPER.readTree(socket.next(RawWebSocket.TEXT).text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether somebody who is let in is answered. */
  static boolean isServed(RawWebSocket socket, long id) {
    socket.say(Json.text(Map.of("id", id, "type", "ping")));
    JsonNode pong = heard(socket);
    return pong.path("type").asText().equals("pong") && pong.path("id").asLong() == id;
  }

  boolean hasRoom() {
    return facade.hasRoom();
  }

  /** How many commands wait for their end. */
  int commands() {
    return commands.size();
  }

  /** Ends the command that waits longest. */
  void finishOne() {
    commands.remove().run();
  }

  /** The lamp changes. */
  void happen(long version, Fields state) {
    bus.publish(
        StatesContract.CHANGED,
        new StateChanged(
            Lamp.state(version, state), Set.copyOf(state.values().keySet()), Source.DRIVER));
  }

  @Override
  public void close() {
    Await.result(vertx.close());
  }

  private Future<?> serve() {
    DeviceList devices = new DeviceList(List.of(Lamp.device(Lamp.ID)));
    return Future.all(
        List.of(
            bus.serve(DevicesContract.LIST, asked -> Future.succeededFuture(devices)),
            bus.serve(
                StatesContract.LIVE,
                asked -> Future.succeededFuture(new LiveStates(List.of(Lamp.lit()), 1))),
            bus.serve(StatesContract.READ, asked -> Future.succeededFuture(Lamp.lit())),
            bus.serve(
                ProgramsContract.LIST, asked -> Future.succeededFuture(new ProgramList(List.of()))),
            bus.serve(CommandsContract.EXECUTE, this::execute)));
  }

  private Future<CommandOutcome> execute(ExecuteCommand asked) {
    Promise<CommandOutcome> ended = Promise.promise();
    commands.add(() -> ended.complete(Lamp.done(asked)));
    return ended.future();
  }
}
