package io.busbar.bridge.http;

import io.busbar.bridge.socket.SharedWrites;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * Writes the body of a response that goes on, past the encoder of HTTP/1.x: what is framed once
 * needs no framing per client. The head must have been written before, and the response is ended
 * the usual way. Used on the connection's event loop only (ADR 0025).
 */
public final class StreamBody {
  private final ChannelHandlerContext encoder;
  private final SharedWrites shared;
  private final boolean chunked;

  /**
   * @param request what is answered, over HTTP/1.0 or 1.1
   */
  public StreamBody(HttpServerRequest request) {
    this.encoder =
        ((HttpServerConnection) request.connection())
            .channelHandlerContext()
            .pipeline()
            .context(HttpResponseEncoder.class);
    this.shared = new SharedWrites(encoder.channel(), encoder);
    this.chunked = request.version() != HttpVersion.HTTP_1_0;
  }

  /** Whether what is written now leaves soon. */
  public boolean isWritable() {
    return encoder.channel().isWritable();
  }

  /** Writes what others are written too. */
  public void write(SharedChunk chunk) {
    shared.write(chunked ? chunk.framed() : chunk.plain());
  }

  /** Writes what only this one gets. */
  public void write(Buffer body) {
    try (SharedChunk chunk = new SharedChunk(body)) {
      write(chunk);
    }
  }

  /** Drops the connection with all that waits in it, without a farewell. */
  public void drop() {
    ChannelHandlerContext first = encoder.channel().pipeline().firstContext();
    var unused = first == null ? encoder.channel().close() : first.close();
  }

  /** Calls back once all that was written so far has left, or cannot leave any more. */
  public void whenWritten(Runnable then) {
    var unused = encoder.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> then.run());
  }
}
