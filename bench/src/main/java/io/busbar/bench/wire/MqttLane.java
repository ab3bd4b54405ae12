package io.busbar.bench.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One MQTT client that looks at every message: messages are numbered, and one that is missing or
 * comes twice ends it. Acknowledges QoS 1, all that one read brought in one write.
 */
public final class MqttLane extends ChannelInboundHandlerAdapter implements LiveLane {
  private static final int LEAST_READ = 512;
  private static final int FIRST_READ = 4096;
  private static final int MOST_READ = 256 << 10;
  private static final int HEAD = 2;
  private static final int IDENTIFIER = 2;
  private static final int ACK = 4;
  private static final int NUMBER = 4;
  private static final int BYTE = 0xFF;
  private static final int QOS = 6;
  private static final int CONNACK = 2;
  private static final int PUBLISH = 3;
  private static final int PUBACK = 4;
  private static final int SUBACK = 9;

  private final IntConsumer messages;
  private @Nullable Channel channel;
  private @Nullable Promise<MqttLane> waiting;
  private int awaited;
  private byte[] bytes = new byte[FIRST_READ];
  private byte[] answers = new byte[64 * ACK];
  private int kept;
  private int expected;
  private int acknowledged;

  private MqttLane(IntConsumer messages) {
    this.messages = messages;
  }

  /**
   * Connects. Succeeds when the broker has let it in.
   *
   * @param connect the first packet
   * @param messages told how many messages a read brought
   */
  public static Future<MqttLane> open(Vertx vertx, int port, byte[] connect, IntConsumer messages) {
    MqttLane lane = new MqttLane(messages);
    ContextInternal context = (ContextInternal) vertx.getOrCreateContext();
    Promise<MqttLane> opened = lane.await(CONNACK);
    new Bootstrap()
        .group(context.nettyEventLoop())
        .channelFactory(((VertxInternal) vertx).transport().channelFactory(false))
        .option(ChannelOption.TCP_NODELAY, true)
        .option(
            ChannelOption.RECVBUF_ALLOCATOR,
            new AdaptiveRecvByteBufAllocator(LEAST_READ, FIRST_READ, MOST_READ))
        .handler(lane)
        .connect("127.0.0.1", port)
        .addListener(done -> lane.connected(done.cause(), connect));
    return opened.future();
  }

  /** Sends a SUBSCRIBE of one filter. Succeeds when it is granted. */
  public Future<MqttLane> subscribe(byte[] subscribe) {
    Promise<MqttLane> granted = await(SUBACK);
    send(subscribe, subscribe.length);
    return granted.future();
  }

  /** Writes the first bytes and flushes. */
  public void send(byte[] packets, int length) {
    Channel open = channel;
    if (open != null) {
      ByteBuf buffer = open.alloc().directBuffer(length).writeBytes(packets, 0, length);
      var unused = open.writeAndFlush(buffer, open.voidPromise());
    }
  }

  /** How many messages of its own were acknowledged. */
  public int acknowledged() {
    return acknowledged;
  }

  @Override
  public Future<Void> close() {
    Promise<Void> closed = Promise.promise();
    Channel open = channel;
    if (open == null) {
      return Future.succeededFuture();
    }
    open.close().addListener(done -> closed.complete());
    return closed.future();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channel = context.channel();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf chunk = (ByteBuf) message;
    int length = kept + chunk.readableBytes();
    if (length > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    chunk.readBytes(bytes, kept, chunk.readableBytes());
    chunk.release();
    read(length);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    System.err.println("MQTT client: " + cause);
    var unused = context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    Promise<MqttLane> unanswered = waiting;
    if (unanswered != null) {
      unanswered.tryFail("The broker at %s hung up.".formatted(context.channel().remoteAddress()));
    }
  }

  private Promise<MqttLane> await(int type) {
    Promise<MqttLane> promise = Promise.promise();
    waiting = promise;
    awaited = type;
    return promise;
  }

  private void connected(@Nullable Throwable cause, byte[] connect) {
    if (cause == null) {
      send(connect, connect.length);
    } else if (waiting != null) {
      waiting.tryFail(cause);
    }
  }

  /** Every packet that comes in here is shorter than 128 bytes. */
  private void read(int length) {
    int at = 0;
    int found = 0;
    int acks = 0;
    while (length - at >= HEAD && length - at >= HEAD + bytes[at + 1]) {
      int end = at + HEAD + bytes[at + 1];
      if ((bytes[at] & BYTE) >> 4 == PUBLISH) {
        found++;
        requireNext(end);
        acks = (bytes[at] & QOS) == 0 ? acks : noteIdentifier(at, acks);
      } else {
        answered((bytes[at] & BYTE) >> 4, end);
      }
      at = end;
    }
    System.arraycopy(bytes, at, bytes, 0, length - at);
    kept = length - at;
    if (acks > 0) {
      send(answers, acks * ACK);
    }
    if (found > 0) {
      messages.accept(found);
    }
  }

  private void requireNext(int end) {
    int number = 0;
    for (int i = end - NUMBER; i < end; i++) {
      number = number << 8 | (bytes[i] & BYTE);
    }
    if (number != expected) {
      throw new IllegalStateException("message %d came instead of %d".formatted(number, expected));
    }
    expected++;
  }

  private int noteIdentifier(int at, int acks) {
    int to = acks * ACK;
    if (to == answers.length) {
      answers = Arrays.copyOf(answers, 2 * to);
    }
    int topic = (bytes[at + HEAD] & BYTE) << 8 | (bytes[at + HEAD + 1] & BYTE);
    int identifier = at + HEAD + IDENTIFIER + topic;
    answers[to] = (byte) (PUBACK << 4);
    answers[to + 1] = IDENTIFIER;
    answers[to + 2] = bytes[identifier];
    answers[to + 3] = bytes[identifier + 1];
    return acks + 1;
  }

  private void answered(int type, int end) {
    if (type == PUBACK) {
      acknowledged++;
      return;
    }
    Promise<MqttLane> promise = waiting;
    if (promise == null || type != awaited) {
      throw new IllegalStateException("packet of type " + type);
    }
    waiting = null;
    int said = bytes[end - 1] & BYTE;
    if (said < 0x80 && (type == SUBACK || said == 0)) {
      promise.complete(this);
    } else {
      promise.fail("The broker refuses with " + said + ".");
    }
  }
}
