package io.busbar.bridge.realtime;

/** Everything clients may send, and where; {@code contracts/asyncapi.yaml} describes each. */
enum Incoming {
  STATE_SUBSCRIBE(Namespaces.DEVICE_STATE, "device:state:subscribe"),
  STATE_GET(Namespaces.DEVICE_STATE, "device:state:get"),
  COMMAND(Namespaces.PROTOCOL, "haptique:command"),
  SUBSCRIBE(Namespaces.PROTOCOL, "haptique:subscribe"),
  PAIRING(Namespaces.REMOTE_CONNECT, "remote:pairing"),
  IR_START(Namespaces.IR_TEST, "ir:start"),
  IR_STOP(Namespaces.IR_TEST, "ir:stop");

  private final String namespace;
  private final String word;

  Incoming(String namespace, String word) {
    this.namespace = namespace;
    this.word = word;
  }

  String namespace() {
    return namespace;
  }

  /** The event's name on the wire. */
  String word() {
    return word;
  }
}
