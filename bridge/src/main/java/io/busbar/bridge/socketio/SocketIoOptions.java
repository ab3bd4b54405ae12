package io.busbar.bridge.socketio;

import io.busbar.bridge.socketio.engineio.EngineOptions;
import java.time.Duration;

/**
 * How a Socket.IO server behaves.
 *
 * @param engine the layer below: path, heartbeat, payload, foreign pages, cluster
 * @param connectTimeout a client must have connected to a namespace within this
 * @param limits how much one client may ask
 */
public record SocketIoOptions(EngineOptions engine, Duration connectTimeout, Limits limits) {

  /**
   * Limits of one client.
   *
   * @param attachments binary attachments of one packet
   * @param attachedBytes bytes of all attachments of one packet
   * @param namespaces namespaces a client may be connected to at once
   * @param rooms rooms a socket may be in at once
   * @param pendingAcks answers a socket may owe at once
   */
  public record Limits(
      int attachments, int attachedBytes, int namespaces, int rooms, int pendingAcks) {
    /** What no honest client meets. */
    public static final Limits DEFAULT = new Limits(16, 4 << 20, 32, 1000, 1000);

    public Limits {
      if (attachments < 0 || attachedBytes < 0 || namespaces < 1 || rooms < 0 || pendingAcks < 0) {
        throw new IllegalArgumentException("Socket.IO cannot work with a limit below zero.");
      }
    }
  }

  /** The defaults at {@code /socket.io/}. */
  public static SocketIoOptions defaults() {
    return of(EngineOptions.at("/socket.io/"));
  }

  /** The defaults over an engine. */
  public static SocketIoOptions of(EngineOptions engine) {
    return new SocketIoOptions(engine, Duration.ofSeconds(45), Limits.DEFAULT);
  }

  /** The same with another time to connect. */
  public SocketIoOptions connectingWithin(Duration other) {
    return new SocketIoOptions(engine, other, limits);
  }

  /** The same with other limits. */
  public SocketIoOptions with(Limits other) {
    return new SocketIoOptions(engine, connectTimeout, other);
  }
}
