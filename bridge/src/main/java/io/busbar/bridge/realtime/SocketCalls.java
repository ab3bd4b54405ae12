package io.busbar.bridge.realtime;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.bridge.socketio.AckCallback;
import io.busbar.bridge.socketio.IncomingEvent;
import io.busbar.bridge.socketio.SocketIoSocket;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.bus.TraceContext;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The requests of one socket: counted, checked against the contract, acknowledged. */
final class SocketCalls {
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private final SocketIoSocket socket;
  private final SocketContract contract;
  private final CallLimit limit;

  SocketCalls(SocketIoSocket socket, SocketContract contract, CallLimit limit) {
    this.socket = socket;
    this.contract = contract;
    this.limit = limit;
    socket.onOther(this::unknown);
  }

  /** A failed request as it is acknowledged. */
  record Refused(boolean ok, Problem error) {
    static Refused of(Throwable cause) {
      return new Refused(false, Problem.of(cause));
    }
  }

  CallLimit limit() {
    return limit;
  }

  /**
   * Serves an event whose answer is its acknowledgement.
   *
   * @param refused told why when it is not done, also when nobody wants an acknowledgement
   */
  void serve(
      Incoming event,
      Function<Map<String, @Nullable Object>, Future<?>> work,
      Consumer<Throwable> refused) {
    socket.on(event.word(), incoming -> answer(event, incoming, work, refused));
  }

  private void answer(
      Incoming event,
      IncomingEvent incoming,
      Function<Map<String, @Nullable Object>, Future<?>> work,
      Consumer<Throwable> refused) {
    attempt(event, incoming, work)
        .onSuccess(answer -> acknowledge(incoming.ack(), answer))
        .onFailure(
            cause -> {
              acknowledge(incoming.ack(), Refused.of(cause));
              refused.accept(cause);
            });
  }

  private Future<Object> attempt(
      Incoming event,
      IncomingEvent incoming,
      Function<Map<String, @Nullable Object>, Future<?>> work) {
    try {
      TraceContext.set(TraceContext.newId());
      limit.enter();
    } catch (HubFailure full) {
      return Future.failedFuture(full);
    }
    return checked(event, incoming, work).onComplete(done -> limit.leave());
  }

  private Future<Object> checked(
      Incoming event,
      IncomingEvent incoming,
      Function<Map<String, @Nullable Object>, Future<?>> work) {
    try {
      return work.apply(contract.require(event, object(incoming))).map(answer -> answer);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  /**
   * The event's first argument.
   *
   * @throws HubFailure INVALID when it is no object
   */
  static Map<String, @Nullable Object> object(IncomingEvent incoming) {
    JsonNode argument = incoming.argument(0);
    if (argument.isMissingNode() || argument.isNull()) {
      return Map.of();
    }
    if (!argument.isObject()) {
      throw HubFailure.invalid(
              "/: must be an object", "Send one JSON object as the event's first argument.")
          .details(List.of("/: must be an object"));
    }
    return Json.MAPPER.convertValue(argument, OBJECT);
  }

  static void acknowledge(AckCallback ack, Object answer) {
    if (ack.isWanted()) {
      ack.sendJson(Buffer.buffer(Json.bytes(answer)));
    }
  }

  private void unknown(IncomingEvent incoming) {
    try {
      limit.enter();
      limit.leave();
      throw HubFailure.invalid(
              "There is no event of this name on %s.".formatted(socket.namespace()),
              "The AsyncAPI document under /docs lists all events.")
          .reason("UNKNOWN_EVENT");
    } catch (HubFailure why) {
      acknowledge(incoming.ack(), Refused.of(why));
    }
  }
}
