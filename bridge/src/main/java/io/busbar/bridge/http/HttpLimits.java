package io.busbar.bridge.http;

import java.time.Duration;

/**
 * How much one client may ask of the HTTP server.
 *
 * @param headerBytes all headers of one request together
 * @param initialLineBytes method, path and query
 * @param idle a connection on which nothing moves for this long is closed
 * @param firstRequest a connection must have sent its first request's headers within this
 * @param connectionsPerAddress further ones of the same address are turned away
 * @param webSocketMessageBytes one message from a driver
 */
public record HttpLimits(
    int headerBytes,
    int initialLineBytes,
    Duration idle,
    Duration firstRequest,
    int connectionsPerAddress,
    int webSocketMessageBytes) {
  /** The defaults. */
  public static final HttpLimits DEFAULT =
      new HttpLimits(
          16 << 10, 8 << 10, Duration.ofSeconds(75), Duration.ofSeconds(10), 2048, 1 << 20);

  /** The same with another limit for one WebSocket message. */
  public HttpLimits messages(int bytes) {
    return new HttpLimits(
        headerBytes, initialLineBytes, idle, firstRequest, connectionsPerAddress, bytes);
  }

  /** The same with another limit for the connections of one address. */
  public HttpLimits connections(int perAddress) {
    return new HttpLimits(
        headerBytes, initialLineBytes, idle, firstRequest, perAddress, webSocketMessageBytes);
  }

  public HttpLimits {
    if (headerBytes < 1024 || initialLineBytes < 256 || webSocketMessageBytes < 1024) {
      throw new IllegalArgumentException("An HTTP size limit is too small to work with.");
    }
    if (idle.toSeconds() < 1 || firstRequest.toMillis() < 1 || connectionsPerAddress < 1) {
      throw new IllegalArgumentException("An HTTP limit must be positive.");
    }
  }
}
