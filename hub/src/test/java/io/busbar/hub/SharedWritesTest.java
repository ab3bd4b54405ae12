package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.bridge.socket.SharedWrites;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.core.transport.Transport;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On the transport a hub has on Linux: with another one nothing is sent past the queue. */
@Timeout(60)
final class SharedWritesTest {
  private static final int WRITES = 3_000;
  private static final int MOST_BYTES = 20_000;

  private Vertx vertx;

  @BeforeEach
  void open() {
    assertThat(Transport.EPOLL.available()).isTrue();
    vertx = Vertx.builder().withTransport(Transport.EPOLL).build();
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void keepsTheOrderWhoeverWritesAndHoweverSlowlyIsRead() throws Exception {
    Promise<Void> written = Promise.promise();
    try (Socket client =
        new Socket(InetAddress.getLoopbackAddress(), listen(new NetServerOptions(), written))) {
      written.future().await(20, TimeUnit.SECONDS); // Far more than the kernel takes.
      requireEverything(client);
    }
  }

  @Test
  void keepsTheOrderOnAnotherThread() throws Exception {
    Promise<ChannelHandlerContext> connected = Promise.promise();
    Promise<Void> written = Promise.promise();
    try (Socket client =
        new Socket(
            InetAddress.getLoopbackAddress(),
            listen(new NetServerOptions(), connected::complete))) {
      writeAll(connected.future().await(20, TimeUnit.SECONDS), written);
      requireEverything(client);
    }
  }

  @Test
  void goesThroughTls() throws Exception {
    Promise<Void> written = Promise.promise();
    NetServerOptions tls =
        new NetServerOptions()
            .setSsl(true)
            .setKeyCertOptions(SelfSignedCertificate.create("localhost").keyCertOptions());
    try (Socket client =
        trusting()
            .getSocketFactory()
            .createSocket(InetAddress.getLoopbackAddress(), listen(tls, written))) {
      requireEverything(client);
    }
  }

  @Test
  void givesTheBytesBackWhenNobodyIsThere() throws Exception {
    Promise<ByteBuf> left = Promise.promise();
    int port =
        listen(
            new NetServerOptions(),
            context ->
                context
                    .channel()
                    .closeFuture()
                    .addListener(
                        closed -> {
                          ByteBuf bytes = bytes(1, 100);
                          new SharedWrites(context.channel(), context).write(bytes);
                          left.complete(bytes);
                        }));
    new Socket(InetAddress.getLoopbackAddress(), port).close();
    assertThat(left.future().await(10, TimeUnit.SECONDS).refCnt()).isZero();
  }

  private int listen(NetServerOptions options, Promise<Void> written) throws Exception {
    return listen(options, context -> writeAll(context, written));
  }

  private int listen(NetServerOptions options, Consumer<ChannelHandlerContext> connected)
      throws Exception {
    Future<NetServer> listening =
        vertx
            .createNetServer(options.setHost("127.0.0.1").setPort(0))
            .connectHandler(
                socket -> connected.accept(((NetSocketInternal) socket).channelHandlerContext()))
            .listen();
    return listening.await(10, TimeUnit.SECONDS).actualPort();
  }

  /** Each third the usual way, some without a flush. */
  private static void writeAll(ChannelHandlerContext context, Promise<Void> written) {
    SharedWrites shared = new SharedWrites(context.channel(), context);
    Random sizes = new Random(7);
    for (int i = 0; i < WRITES; i++) {
      ByteBuf bytes = bytes(i, sizes.nextInt(MOST_BYTES));
      switch (i % 6) {
        case 2 -> {
          var unused = context.write(bytes, context.voidPromise());
        }
        case 5 -> {
          var unused = context.writeAndFlush(bytes, context.voidPromise());
        }
        default -> shared.write(bytes);
      }
    }
    written.complete();
  }

  private static ByteBuf bytes(int number, int length) {
    ByteBuf bytes =
        number % 7 == 0 ? Unpooled.buffer() : ByteBufAllocator.DEFAULT.directBuffer(length + 8);
    return bytes.writeInt(number).writeInt(length).writeBytes(new byte[length]);
  }

  private static void requireEverything(Socket client) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    Random sizes = new Random(7);
    for (int i = 0; i < WRITES; i++) {
      int length = sizes.nextInt(MOST_BYTES);
      assertThat(in.readInt()).isEqualTo(i);
      assertThat(in.readInt()).isEqualTo(length);
      assertThat(in.readNBytes(length)).hasSize(length);
    }
  }

  private static SSLContext trusting() throws GeneralSecurityException {
    TrustManager everybody =
        new X509TrustManager() {
          @Override
          public void checkClientTrusted(X509Certificate[] chain, String type) {}

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String type) {}

          @Override
          public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
          }
        };
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {everybody}, new SecureRandom());
    return context;
  }
}
