package io.busbar.faults.place;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Stands between the nodes and PostgreSQL, and turns some commits into rollbacks without saying so:
 * a planted bug.
 */
public final class LyingProxy {
  private static final int ONE_IN = 6;
  private static final int HEADER = 5;
  private static final int SSL_REQUEST = 80_877_103;
  private static final byte QUERY = 'Q';
  private static final byte COMPLETE = 'C';
  private static final Buffer COMMIT = Buffer.buffer("COMMIT\0");

  private final Vertx vertx;
  private final NetClient client;
  private final Random random;
  private final String host;
  private final int database;

  /** One connection of a node. */
  private final class Line {
    private final NetSocket node;
    private final NetSocket server;
    private Buffer asked = Buffer.buffer();
    private Buffer answered = Buffer.buffer();
    private boolean begun;
    private boolean singleByte;
    private boolean lying;

    Line(NetSocket node, NetSocket server) {
      this.node = node;
      this.server = server;
    }

    void open() {
      node.handler(this::ask);
      server.handler(this::answer);
      node.closeHandler(closed -> server.close().onComplete(both -> {}));
      server.closeHandler(closed -> node.close().onComplete(both -> {}));
      node.exceptionHandler(broken -> {});
      server.exceptionHandler(broken -> {});
      node.resume();
    }

    private void ask(Buffer chunk) {
      asked.appendBuffer(chunk);
      while (!begun && asked.length() >= 8 && asked.length() >= asked.getInt(0)) {
        boolean secure = asked.getInt(4) == SSL_REQUEST;
        singleByte = secure;
        begun = !secure;
        asked = pass(asked, asked.getInt(0), server);
      }
      while (begun && isWhole(asked)) {
        int length = asked.getInt(1) + 1;
        if (asked.getByte(0) == QUERY
            && asked.getBuffer(HEADER, length).equals(COMMIT)
            && random.nextInt(ONE_IN) == 0) {
          lying = true;
          write(server, message(QUERY, "ROLLBACK"));
          asked = asked.getBuffer(length, asked.length());
        } else {
          asked = pass(asked, length, server);
        }
      }
    }

    private void answer(Buffer chunk) {
      answered.appendBuffer(chunk);
      if (singleByte && answered.length() > 0) {
        singleByte = false;
        answered = pass(answered, 1, node);
      }
      while (isWhole(answered)) {
        int length = answered.getInt(1) + 1;
        if (lying && answered.getByte(0) == COMPLETE) {
          lying = false;
          write(node, message(COMPLETE, "COMMIT"));
          answered = answered.getBuffer(length, answered.length());
        } else {
          answered = pass(answered, length, node);
        }
      }
    }
  }

  public LyingProxy(Vertx vertx, Random random, String host, int database) {
    this.vertx = vertx;
    this.client = vertx.createNetClient();
    this.random = random;
    this.host = host;
    this.database = database;
  }

  /** Succeeds when nodes can connect to the port. */
  public Future<Void> listen(int port) {
    return vertx.createNetServer().connectHandler(this::connected).listen(port, host).mapEmpty();
  }

  private void connected(NetSocket node) {
    node.pause();
    client
        .connect(database, host)
        .onSuccess(server -> new Line(node, server).open())
        .onFailure(gone -> node.close().onComplete(closed -> {}));
  }

  private static boolean isWhole(Buffer stream) {
    return stream.length() >= HEADER && stream.length() >= stream.getInt(1) + 1;
  }

  private static Buffer pass(Buffer stream, int length, NetSocket to) {
    write(to, stream.getBuffer(0, length));
    return stream.getBuffer(length, stream.length());
  }

  private static Buffer message(byte type, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return Buffer.buffer()
        .appendByte(type)
        .appendInt(bytes.length + HEADER)
        .appendBytes(bytes)
        .appendByte((byte) 0);
  }

  private static void write(NetSocket to, Buffer bytes) {
    to.write(bytes).onFailure(broken -> {});
  }
}
