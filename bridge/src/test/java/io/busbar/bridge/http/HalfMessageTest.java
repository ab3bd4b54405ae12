package io.busbar.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import org.junit.jupiter.api.Test;

class HalfMessageTest {
  private static final int FRAME = 150_000;
  private static final int TEXT = 0x01;
  private static final int FINAL_TEXT = 0x81;
  private static final int FINAL_CONTINUATION = 0x80;
  private static final int PING = 0x89;
  private static final int CLOSE = 0x88;

  private final BodyRoom room = new BodyRoom(260_000);

  @Test
  void refusesWhatFindsNoRoomUntilOthersAreWhole() {
    EmbeddedChannel first = channel();
    EmbeddedChannel second = channel();
    EmbeddedChannel third = channel();
    half(first);
    half(second);
    half(third);
    assertThat(said(first)).isEqualTo(0);
    assertThat(said(second)).isEqualTo(0);
    assertThat(said(third)).isEqualTo(HalfMessage.TRY_AGAIN_LATER);

    send(first, Unpooled.wrappedBuffer(new byte[FRAME - 100_000]));
    assertThat(first.inboundMessages()).hasSize(1);
    EmbeddedChannel fourth = channel();
    half(fourth);
    assertThat(said(fourth)).isEqualTo(0);
  }

  @Test
  void givesTheRoomOfAClosedConnectionBack() {
    EmbeddedChannel gone = channel();
    half(gone);
    assertThat(room.take(200_000)).isFalse();
    boolean unused = gone.finishAndReleaseAll();
    assertThat(room.take(250_000)).isTrue();
  }

  @Test
  void countsFragmentsAndSmallMessagesPass() {
    EmbeddedChannel fragments = channel();
    EmbeddedChannel small = channel();
    send(fragments, frame(TEXT, 100_000, 100_000));
    send(fragments, frame(PING, 5, 5));
    assertThat(room.take(200_000)).isFalse();
    assertThat(room.take(140_000)).isTrue();
    for (int i = 0; i < 100; i++) {
      send(small, frame(FINAL_TEXT, 50_000, 50_000));
    }
    assertThat(small.inboundMessages()).hasSize(100);
    assertThat(said(small)).isEqualTo(0);
    send(fragments, frame(FINAL_CONTINUATION, 5, 5));
    assertThat(room.take(100_000)).isTrue();
  }

  private EmbeddedChannel channel() {
    WebSocketDecoderConfig config =
        WebSocketDecoderConfig.newBuilder().maxFramePayloadLength(1 << 20).build();
    ChannelInboundHandlerAdapter last = new ChannelInboundHandlerAdapter();
    EmbeddedChannel channel =
        new EmbeddedChannel(
            new WebSocket13FrameEncoder(false), new WebSocket13FrameDecoder(config), last);
    new HalfMessage(room).watch(channel.pipeline().context(last));
    return channel;
  }

  private static void half(EmbeddedChannel channel) {
    send(channel, frame(FINAL_TEXT, FRAME, 100_000));
  }

  private static void send(EmbeddedChannel channel, ByteBuf bytes) {
    boolean unused = channel.writeInbound(bytes);
  }

  /** A masked frame of a length, and so much of its payload. */
  private static ByteBuf frame(int first, int length, int sent) {
    ByteBuf frame = Unpooled.buffer(14 + sent).writeByte(first);
    if (length < 126) {
      frame.writeByte(0x80 | length);
    } else if (length < 1 << 16) {
      frame.writeByte(0xfe).writeShort(length);
    } else {
      frame.writeByte(0xff).writeLong(length);
    }
    return frame.writeInt(0).writeZero(sent);
  }

  /** The code of the close frame that was sent; 0 when there was none. */
  private static int said(EmbeddedChannel channel) {
    ByteBuf said = Unpooled.buffer();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      said.writeBytes(part);
    }
    if (!said.isReadable()) {
      return 0;
    }
    assertThat(said.readUnsignedByte()).isEqualTo((short) CLOSE);
    return said.skipBytes(1).readUnsignedShort();
  }
}
