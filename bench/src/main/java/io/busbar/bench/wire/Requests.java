package io.busbar.bench.wire;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Whole requests, written once and sent often. */
public final class Requests {
  private Requests() {}

  /** Asks for the list of devices. */
  public static Buffer devices(String token) {
    return get("/app/os/devices", token, "application/json");
  }

  /** Asks for the whole house. */
  public static Buffer bootstrap(String token) {
    return get("/app/os/bootstrap", token, "application/json");
  }

  /** Opens the live stream. */
  public static Buffer stream(String token) {
    return get("/app/os/state/stream", token, "text/event-stream");
  }

  /** Opens the live stream of one device. */
  public static Buffer stream(String token, String deviceId) {
    return get("/app/os/state/stream?deviceIds=" + deviceId, token, "text/event-stream");
  }

  /** Sends a command to a device and waits for its outcome. */
  public static Buffer command(String token, String deviceId) {
    String body = "{\"command\":\"set_brightness\",\"payload\":{\"brightness\":40}}";
    return Buffer.buffer(
        "POST /app/os/devices/%s/command HTTP/1.1\r\n".formatted(deviceId)
            + headers(token, "application/json")
            + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                .formatted(body.getBytes(StandardCharsets.UTF_8).length)
            + body);
  }

  private static Buffer get(String path, String token, String accept) {
    return Buffer.buffer("GET " + path + " HTTP/1.1\r\n" + headers(token, accept) + "\r\n");
  }

  private static String headers(String token, String accept) {
    return "Host: 127.0.0.1\r\nAuthorization: Bearer " + token + "\r\nAccept: " + accept + "\r\n";
  }
}
