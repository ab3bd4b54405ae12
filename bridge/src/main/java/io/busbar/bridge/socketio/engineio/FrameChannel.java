package io.busbar.bridge.socketio.engineio;

import io.busbar.bridge.socket.SharedWrites;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.List;

/**
 * Writes frames that are framed already to a WebSocket's connection, past the frame encoder, which
 * lies below Vert.x's public face. The encoder lets bytes pass, so what Vert.x itself writes (pong,
 * close) stays in order with them.
 */
public final class FrameChannel {
  private static final int MOST_GATHERED = 256;

  private final Channel channel;
  private final SharedWrites shared;

  /**
   * @param request what was upgraded to the WebSocket
   */
  public FrameChannel(HttpServerRequest request) {
    this.channel = ((HttpServerConnection) request.connection()).channelHandlerContext().channel();
    this.shared = new SharedWrites(channel, channel);
  }

  /** From now on what is written in one turn of the event loop leaves in one piece. */
  public void gather() {
    var unused = channel.pipeline().addFirst(new FlushConsolidationHandler(MOST_GATHERED, true));
  }

  /**
   * Frees what the connection keeps of HTTP: what its request said, the way for files, and the time
   * after which a silent connection is closed. For who watches over silence himself; to be called
   * on the connection's loop.
   */
  void leaveHttp(HttpServerRequest request) {
    for (MultiMap said : List.of(request.headers(), request.params())) {
      var unused = said.clear();
    }
    drop(ChunkedWriteHandler.class);
    drop(IdleStateHandler.class);
  }

  private void drop(Class<? extends ChannelHandler> handler) {
    if (channel.pipeline().get(handler) != null) {
      var unused = channel.pipeline().remove(handler);
    }
  }

  /** Writes a whole text message, UTF-8. */
  public void writeText(byte[] message) {
    write(EncodedPackets.framed(message));
  }

  /** Whether what is written now leaves soon. */
  public boolean isWritable() {
    return channel.isWritable();
  }

  /** Writes frames that many get and flushes. */
  void writeShared(ByteBuf frames) {
    shared.write(frames);
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
