package io.busbar.bridge.realtime;

import io.busbar.bridge.live.LiveEvent;
import io.busbar.bridge.protocol.ProtocolAnswer;
import io.busbar.bridge.protocol.ProtocolCommands;
import io.busbar.bridge.realtime.SocketClient.Selection;
import io.busbar.bridge.socketio.IncomingEvent;
import io.busbar.bridge.socketio.SocketIoSocket;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.bus.TraceContext;
import io.busbar.contracts.value.DeviceId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /socket/haptique-protocol}: the 36 commands, and protocol events as they happen. */
final class ProtocolSockets {
  private final Surroundings around;
  private final ProtocolCommands commands;

  ProtocolSockets(Surroundings around, ProtocolCommands commands) {
    this.around = around;
    this.commands = commands;
  }

  /** What a client is told of its subscription. */
  record Subscribed(boolean ok, Set<String> types, Set<DeviceId> deviceIds) {}

  void connected(SocketIoSocket socket) {
    Visitor visitor = socket.admitted(Visitor.class);
    SocketClient client = around.client(socket, visitor, LiveEvent.Kind.EVENT, Selection.ALL);
    SocketCalls calls = around.calls(socket);
    socket.on(
        Incoming.COMMAND.word(), incoming -> command(socket, calls.limit(), incoming, visitor));
    calls.serve(Incoming.SUBSCRIBE, wanted -> subscribe(client, wanted), cause -> {});
    client.begin();
  }

  private void command(
      SocketIoSocket socket, CallLimit limit, IncomingEvent incoming, Visitor visitor) {
    TraceContext.set(TraceContext.newId());
    Map<String, @Nullable Object> message = Map.of();
    try {
      message = SocketCalls.object(incoming);
      limit.enter();
    } catch (HubFailure refused) {
      answer(socket, incoming, commands.refuse(message, refused));
      return;
    }
    commands
        .perform(message, visitor.principal())
        .onComplete(
            done -> {
              limit.leave();
              answer(socket, incoming, done.result());
            });
  }

  /** By event and, when the client wants one, by acknowledgement; encoded once for both. */
  private static void answer(SocketIoSocket socket, IncomingEvent incoming, ProtocolAnswer answer) {
    Buffer json = Buffer.buffer(Json.bytes(answer));
    socket.emit(Outgoing.RESPONSE.of(Namespaces.PROTOCOL, json));
    if (incoming.ack().isWanted()) {
      incoming.ack().sendJson(json);
    }
  }

  private static Future<Subscribed> subscribe(
      SocketClient client, Map<String, @Nullable Object> wanted) {
    Set<String> types = texts(wanted.get("types"));
    Set<DeviceId> devices =
        texts(wanted.get("deviceIds")).stream()
            .map(DeviceId::new)
            .collect(Collectors.toUnmodifiableSet());
    client.select(new Selection(devices.isEmpty() ? null : devices, types));
    return Future.succeededFuture(new Subscribed(true, types, devices));
  }

  private static Set<String> texts(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet())
        : Set.of();
  }
}
