package io.busbar.bridge.mqtt.foreign;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a foreign broker is and who the hub is there.
 *
 * @param user null: it lets anybody in
 * @param certificates a PEM file of authorities to trust beside TLS; null: those of Java
 * @param clientId null: made of the hub's id
 */
public record ForeignSettings(
    String host,
    int port,
    boolean tls,
    @Nullable String certificates,
    @Nullable String user,
    @Nullable String password,
    @Nullable String clientId,
    Duration keepAlive) {

  /** Its address without secrets. */
  public String address() {
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return "%s://%s:%d".formatted(tls ? "mqtts" : "mqtt", shown, port);
  }

  @Override
  public String toString() {
    return "ForeignSettings[%s]".formatted(address());
  }
}
