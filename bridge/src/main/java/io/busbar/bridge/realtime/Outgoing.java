package io.busbar.bridge.realtime;

import io.busbar.bridge.live.LiveEvent;
import io.busbar.bridge.live.SocketIoNames;
import io.busbar.bridge.socketio.EncodedEvent;
import io.busbar.contracts.bus.Json;
import io.vertx.core.buffer.Buffer;
import java.util.Set;

/** Everything clients are told, and where; {@code contracts/asyncapi.yaml} describes each. */
enum Outgoing {
  STATE_UPDATE(SocketIoNames.event(LiveEvent.Kind.STATE), Namespaces.DEVICE_STATE),
  STATE_SNAPSHOT(SocketIoNames.event(LiveEvent.Kind.SNAPSHOT), Namespaces.DEVICE_STATE),
  RESPONSE("haptique:response", Namespaces.PROTOCOL),
  EVENT(SocketIoNames.event(LiveEvent.Kind.EVENT), Namespaces.PROTOCOL),
  PAIRING_STATUS("remote:pairing:status", Namespaces.REMOTE_CONNECT),
  DESIGN_PUBLISHED("designer:published", Namespaces.DESIGNER),
  DESIGN_REFRESH("designer:refresh", Namespaces.DESIGNER),
  IR_DATA("ir:data", Namespaces.IR_TEST),
  IR_STATUS("ir:status", Namespaces.IR_TEST),
  SESSION_END("session:end", "");

  private final String word;
  private final String only;

  /**
   * @param only the namespace it is told on; empty: on all
   */
  Outgoing(String word, String only) {
    this.word = word;
    this.only = only;
  }

  /** The event's name on the wire. */
  String word() {
    return word;
  }

  /** Where it is told. */
  Set<String> namespaces() {
    return only.isEmpty() ? Set.copyOf(Namespaces.ALL) : Set.of(only);
  }

  /** The event with a payload, encoded for a namespace. */
  EncodedEvent with(String namespace, Object payload) {
    return of(namespace, Buffer.buffer(Json.bytes(payload)));
  }

  /** The event with a payload that is JSON already. */
  EncodedEvent of(String namespace, Buffer payload) {
    if (!only.isEmpty() && !only.equals(namespace)) {
      throw new IllegalArgumentException(word + " is not told on " + namespace);
    }
    return EncodedEvent.ofJson(namespace, word, payload);
  }
}
