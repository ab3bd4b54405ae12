package io.busbar.bridge.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Part of a response body on its way to many clients: it lies in memory the network reads from,
 * once for all of them, framed as a chunk (RFC 9112 section 7.1). To be closed when each client got
 * it.
 */
public final class SharedChunk implements AutoCloseable {
  private static final byte[] END = {'\r', '\n'};

  private final ByteBuf chunk;
  private final int from;
  private final int length;

  /**
   * @param body at least one byte, for a chunk without any ends a response
   */
  public SharedChunk(Buffer body) {
    byte[] size = (Integer.toHexString(body.length()) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    this.from = size.length;
    this.length = body.length();
    this.chunk =
        ByteBufAllocator.DEFAULT
            .directBuffer(from + length + END.length)
            .writeBytes(size)
            .writeBytes(body.getBytes())
            .writeBytes(END);
  }

  /** How many bytes of the body it has. */
  public int length() {
    return length;
  }

  /** The chunk once more; whoever writes it gives it back. */
  ByteBuf framed() {
    return chunk.retainedDuplicate();
  }

  /** The same without its frame. */
  ByteBuf plain() {
    return chunk.retainedSlice(from, length);
  }

  @Override
  public void close() {
    boolean unused = chunk.release();
  }
}
