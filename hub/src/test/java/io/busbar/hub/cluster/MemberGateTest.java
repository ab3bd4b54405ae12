package io.busbar.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.hub.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberGateTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final String SECRET = "sparrow-quarry-lantern-thimble-9041";

  private final ExecutorService aside = Executors.newSingleThreadExecutor();
  private final ScheduledExecutorService drops = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void stop() {
    aside.shutdownNow();
    drops.shutdownNow();
  }

  @Test
  void letsNodesOfOneHouseTalk() throws Exception {
    MemberGate caller = gate(SECRET, "busbar", "1.2.0", "house", "attic", NOON);
    assertThat(met(caller, gate(SECRET, "busbar", "1.9.7", "house", "cellar", NOON.plusSeconds(4))))
        .isNull();
    assertThat(caller.refusal()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "another-secret-another-secret-anot, busbar, 1.2.0, house, cellar, 0, SECRET",
    "sparrow-quarry-lantern-thimble-9041, villa, 1.2.0, house, cellar, 0, CLUSTER",
    "sparrow-quarry-lantern-thimble-9041, busbar, 2.0.0, house, cellar, 0, VERSION",
    "sparrow-quarry-lantern-thimble-9041, busbar, 1.2.0, other, cellar, 0, HOUSE",
    "sparrow-quarry-lantern-thimble-9041, busbar, 1.2.0, house, cellar, 6, CLOCK",
    "sparrow-quarry-lantern-thimble-9041, busbar, 1.2.0, house, cellar, -6, CLOCK",
    "sparrow-quarry-lantern-thimble-9041, busbar, 1.2.0, house, attic, 0, NODE"
  })
  void turnsAwayWhoDoesNotFit(
      String secret, String cluster, String version, String house, String node, int off, Terms why)
      throws Exception {
    MemberGate caller = gate(secret, cluster, version, house, node, NOON.plusSeconds(off));
    assertThat(met(caller, gate(SECRET, "busbar", "1.2.0", "house", "attic", NOON)))
        .contains(why.word());
    assertThat(caller.refusal()).contains(why);
    assertThat(why.fault().hint()).isNotEmpty();
  }

  @Test
  void endsTheConversationOfAStranger() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket stranger = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      stranger
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      MemberGate called = gate(SECRET, "busbar", "1.2.0", "house", "attic", NOON);
      assertThat(failureOf(() -> called.onAccept(accepted))).contains("no node of Busbar");
    }
  }

  @Test
  void isNotDeceivedByItsOwnWords() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket mirror = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      Future<?> echo =
          aside.submit(
              () -> {
                try {
                  mirror.getInputStream().transferTo(mirror.getOutputStream());
                } catch (IOException closed) {
                  assertThat(closed).isNotNull();
                }
              });
      MemberGate called = gate(SECRET, "busbar", "1.2.0", "house", "attic", NOON);
      assertThat(failureOf(() -> called.onAccept(accepted))).contains("secret");
      accepted.shutdownOutput();
      assertThat(echo.get(5, TimeUnit.SECONDS)).isNull();
    }
  }

  @Test
  void endsAGreetingThatTakesTooLong() throws Exception {
    byte[] words = new byte[400];
    System.arraycopy("BUSBAR01".getBytes(StandardCharsets.US_ASCII), 0, words, 0, 8);
    for (int at = 9; at < words.length; at += 92) {
      words[at] = 90;
    }
    AtomicInteger next = new AtomicInteger();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket stranger = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      ScheduledFuture<?> trickle =
          drops.scheduleAtFixedRate(
              () -> drop(stranger, words[next.getAndIncrement()]), 0, 20, TimeUnit.MILLISECONDS);
      MemberGate called =
          new MemberGate(
              new SharedSecret(new Secret(SECRET)),
              () -> new Hello("busbar", "1.2.0", "house", "attic", NOON, "once"),
              Duration.ofMillis(500));
      assertThat(failureOf(() -> called.onAccept(accepted))).isNotNull();
      assertThat(next).hasValueBetween(10, 200);
      assertThat(trickle.cancel(true)).isTrue();
    }
  }

  private static void drop(Socket socket, byte one) {
    try {
      socket.getOutputStream().write(one);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @Nullable String met(MemberGate caller, MemberGate called) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket calling = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      Future<?> there =
          aside.submit(
              () -> {
                called.onAccept(accepted);
                return null;
              });
      String failure = failureOf(() -> caller.onConnect(calling));
      try {
        assertThat(there.get(5, TimeUnit.SECONDS)).isNull();
        assertThat(failure).isNull();
      } catch (ExecutionException refused) {
        assertThat(refused).hasCauseInstanceOf(IOException.class);
      }
      return failure;
    }
  }

  private interface Greeting {
    void run() throws IOException;
  }

  private static @Nullable String failureOf(Greeting greeting) {
    try {
      greeting.run();
      return null;
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  private static MemberGate gate(
      String secret, String cluster, String version, String house, String node, Instant clock) {
    return new MemberGate(
        new SharedSecret(new Secret(secret)),
        () -> new Hello(cluster, version, house, node, clock, UUID.randomUUID().toString()));
  }
}
