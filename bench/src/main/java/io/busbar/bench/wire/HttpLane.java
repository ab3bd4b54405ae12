package io.busbar.bench.wire;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One keep-alive HTTP/1.1 connection with one request open at a time. Reads no more of an answer
 * than its status and length; an answer without a length is an error.
 */
public final class HttpLane {
  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final int STATUS_AT = 9;
  private static final int HEADER_LIMIT = 16 << 10;

  private final NetSocket socket;
  private @Nullable Answered answered;
  private @Nullable Buffer head;
  private boolean inBody;
  private int status;
  private int bytes;
  private int missing;

  /** Told of an answer's status and the size of head and body. */
  @FunctionalInterface
  public interface Answered {
    void accept(int status, int bytes);
  }

  private HttpLane(NetSocket socket) {
    this.socket = socket;
  }

  /** Succeeds with a connection of its own. */
  public static Future<HttpLane> connect(NetClient client, int port) {
    return client.connect(port, "127.0.0.1").map(HttpLane::over);
  }

  private static HttpLane over(NetSocket socket) {
    HttpLane lane = new HttpLane(socket);
    socket.handler(lane::received);
    return lane;
  }

  /** Sends a whole request; the former one must have been answered. */
  public void send(Buffer request, Answered use) {
    if (answered != null) {
      throw new IllegalStateException("The former request is open.");
    }
    answered = use;
    socket.write(request).onFailure(broken -> socket.close().onComplete(closed -> {}));
  }

  public Future<Void> close() {
    return socket.close();
  }

  private void received(Buffer chunk) {
    if (inBody) {
      took(chunk.length());
      return;
    }
    Buffer whole = head == null ? chunk : head.appendBuffer(chunk);
    int end = endOfHead(whole);
    if (end < 0) {
      if (whole.length() > HEADER_LIMIT) {
        throw new IllegalStateException("An answer has no end of its headers.");
      }
      head = whole == chunk ? chunk.copy() : whole;
      return;
    }
    head = null;
    inBody = true;
    status = number(whole, STATUS_AT);
    missing = contentLength(whole, end);
    bytes = end + missing;
    took(whole.length() - end);
  }

  private void took(int length) {
    missing -= length;
    if (missing > 0) {
      return;
    }
    if (missing < 0) {
      throw new IllegalStateException("An answer is longer than it said.");
    }
    Answered use = answered;
    inBody = false;
    answered = null;
    if (use != null) {
      use.accept(status, bytes);
    }
  }

  private static int endOfHead(Buffer buffer) {
    int last = buffer.length() - 3;
    for (int i = 0; i < last; i++) {
      if (buffer.getByte(i) == '\r' && buffer.getByte(i + 2) == '\r') {
        return i + 4;
      }
    }
    return -1;
  }

  private static int contentLength(Buffer buffer, int end) {
    for (int i = 0; i < end; i++) {
      if (buffer.getByte(i) == '\n' && isLength(buffer, i + 1, end)) {
        int at = i + 1 + LENGTH.length;
        return number(buffer, buffer.getByte(at) == ' ' ? at + 1 : at);
      }
    }
    throw new IllegalStateException("An answer has no Content-Length.");
  }

  private static boolean isLength(Buffer buffer, int at, int end) {
    if (at + LENGTH.length >= end) {
      return false;
    }
    for (int i = 0; i < LENGTH.length; i++) {
      byte found = buffer.getByte(at + i);
      if (found != LENGTH[i] && Character.toLowerCase(found) != LENGTH[i]) {
        return false;
      }
    }
    return true;
  }

  private static int number(Buffer buffer, int at) {
    int number = 0;
    for (int i = at; buffer.getByte(i) >= '0' && buffer.getByte(i) <= '9'; i++) {
      number = number * 10 + buffer.getByte(i) - '0';
    }
    return number;
  }
}
