package io.busbar.hub.testing;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port that was free a moment ago, for servers that must come back on the same one. It lies below
 * those that systems give to connections, so that none takes it meanwhile.
 */
public final class FreePort {
  private static final int FROM = 15_000;
  private static final int TO = 32_000;
  private static final int ATTEMPTS = 100;

  private FreePort() {}

  public static int take() throws IOException {
    for (int i = 0; i < ATTEMPTS; i++) {
      int port = ThreadLocalRandom.current().nextInt(FROM, TO);
      if (isFree(port)) {
        return port;
      }
    }
    throw new BindException("No free port between %d and %d".formatted(FROM, TO));
  }

  private static boolean isFree(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException taken) {
      return false;
    }
  }
}
