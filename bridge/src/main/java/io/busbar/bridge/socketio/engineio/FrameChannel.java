package io.busbar.bridge.socketio.engineio;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * Writes frames that are framed already to a WebSocket's connection, past the frame encoder, which
 * lies below Vert.x's public face. The encoder lets bytes pass, so what Vert.x itself writes (pong,
 * close) stays in order with them.
 */
public final class FrameChannel {
  private final Channel channel;

  /**
   * @param request what was upgraded to the WebSocket
   */
  public FrameChannel(HttpServerRequest request) {
    this.channel = ((HttpServerConnection) request.connection()).channelHandlerContext().channel();
  }

  /** Whether what is written now leaves soon. */
  boolean isWritable() {
    return channel.isWritable();
  }

  /** Writes frames and flushes. */
  void write(ByteBuf frames) {
    var unused = channel.writeAndFlush(frames, channel.voidPromise());
  }

  /** Writes frames that are not shared and flushes. */
  void write(byte[] frames) {
    write(Unpooled.wrappedBuffer(frames));
  }

  /** Calls back once all that was written so far has left, or cannot leave any more. */
  void whenWritten(Runnable then) {
    var unused = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> then.run());
  }

  /** Drops the connection with all that waits in it, without a farewell. */
  public void drop() {
    ChannelHandlerContext first = channel.pipeline().firstContext();
    var unused = first == null ? channel.close() : first.close();
  }
}
