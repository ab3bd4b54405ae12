package io.busbar.bench.wire;

import io.vertx.core.buffer.Buffer;

/** What opens a WebSocket (RFC 6455 4.1). */
final class Handshake {
  private Handshake() {}

  static Buffer of(String path) {
    return Buffer.buffer(
        String.join(
            "\r\n",
            "GET " + path + " HTTP/1.1",
            "Host: 127.0.0.1",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13",
            "",
            ""));
  }
}
