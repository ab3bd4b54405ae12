package io.busbar.bridge.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What came of a WebSocket message that is not whole yet, frames and fragments. Beyond a small size
 * it takes of the {@link BodyRoom}; when there is none left the connection is closed with 1013,
 * "try again later". One connection's, used on its event loop only.
 */
final class HalfMessage {
  private static final Logger log = LoggerFactory.getLogger(HalfMessage.class);

  static final int TRY_AGAIN_LATER = 1013;
  private static final int SMALL = 64 << 10;
  private static final long CLOSE_WITHIN_SECONDS = 1;

  private final BodyRoom room;
  private int held;
  private int taken;
  private boolean fragmented;
  private boolean refused;

  HalfMessage(BodyRoom room) {
    this.room = room;
  }

  /** Watches a connection until it closes, from its first byte up to what reaches the handler. */
  void watch(ChannelHandlerContext last) {
    Whole whole = new Whole();
    last.pipeline().addBefore(last.name(), null, whole).addFirst(new Arriving());
    last.channel().closeFuture().addListener(closed -> forget());
  }

  private final class Arriving extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof ByteBuf bytes) {
        held += bytes.readableBytes();
        if (refused || !hasRoom()) {
          bytes.release();
          refuse(context);
          return;
        }
      }
      context.fireChannelRead(message);
    }
  }

  private final class Whole extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (ends(message)) {
        forget();
      }
      context.fireChannelRead(message);
    }
  }

  private boolean ends(Object message) {
    boolean beside = message instanceof PingWebSocketFrame || message instanceof PongWebSocketFrame;
    if (!beside) {
      fragmented = message instanceof WebSocketFrame frame && !frame.isFinalFragment();
    }
    return !fragmented;
  }

  private boolean hasRoom() {
    if (held <= SMALL) {
      return true;
    }
    if (!room.take(held - taken)) {
      return false;
    }
    taken = held;
    return true;
  }

  private void forget() {
    room.give(taken);
    taken = 0;
    held = 0;
  }

  /** What still comes is dropped: a client that cannot finish does not read why. */
  private void refuse(ChannelHandlerContext context) {
    if (refused) {
      return;
    }
    refused = true;
    CloseWebSocketFrame why =
        new CloseWebSocketFrame(TRY_AGAIN_LATER, "Too many large messages are on their way.");
    context
        .pipeline()
        .context(Whole.class)
        .writeAndFlush(why)
        .addListener(told -> log.debug("{} sends too much at once", context.channel()));
    ScheduledFuture<?> unused =
        context.executor().schedule(() -> close(context), CLOSE_WITHIN_SECONDS, TimeUnit.SECONDS);
  }

  private static void close(ChannelHandlerContext context) {
    ChannelFuture unused = context.close();
  }
}
