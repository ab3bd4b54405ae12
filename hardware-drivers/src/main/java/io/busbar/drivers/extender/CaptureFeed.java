package io.busbar.drivers.extender;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.process.Timers;
import io.busbar.drivers.process.Timers.Timer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The captures of one extender, pushed over its port 81; asked for each half second while somebody
 * watches and the port is closed. Confined to one context.
 */
final class CaptureFeed {
  private static final Logger log = LoggerFactory.getLogger(CaptureFeed.class);
  private static final String PROBE = "busbar";
  private static final Duration PROBING = Duration.ofSeconds(20);
  private static final Duration POLLING = Duration.ofMillis(500);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofSeconds(30);
  private static final int CONNECT_MILLIS = 2_000;
  private static final int MAX_MESSAGE = 256 * 1024;

  private final Timers timers;
  private final Consumer<Capture> heard;
  private final Supplier<Future<Fields>> last;
  private final WebSocketClient client;
  private final Set<String> watchers = new HashSet<>();
  private @Nullable ExtenderAddress address;
  private @Nullable WebSocket socket;
  private @Nullable Fields seen;
  private Duration retryIn = FIRST_RETRY;
  private Timer retry = Timer.NONE;
  private Timer probes = Timer.NONE;
  private Timer looks = Timer.NONE;
  private boolean answered;

  /**
   * @param last asks the extender for its last capture
   */
  CaptureFeed(Vertx vertx, Timers timers, Consumer<Capture> heard, Supplier<Future<Fields>> last) {
    this.timers = timers;
    this.heard = heard;
    this.last = last;
    this.client =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setMaxFrameSize(MAX_MESSAGE)
                .setMaxMessageSize(MAX_MESSAGE));
  }

  void start(ExtenderAddress at) {
    address = at;
    probes = timers.every(PROBING, this::probe);
    connect();
  }

  Future<Void> stop() {
    address = null;
    retry.end();
    probes.end();
    looks.end();
    return client.close();
  }

  void move(ExtenderAddress to) {
    address = to;
    WebSocket open = socket;
    if (open != null) {
      Future<Void> ignored = open.close();
    }
  }

  /** Looks closely for as long as anybody watches. */
  void watch(String who, boolean closely) {
    boolean watched = !watchers.isEmpty();
    boolean ignored = closely ? watchers.add(who) : watchers.remove(who);
    if (watched == watchers.isEmpty()) {
      looks.end();
      seen = null;
      looks = watched ? Timer.NONE : timers.every(POLLING, this::look);
    }
  }

  private void connect() {
    ExtenderAddress at = address;
    if (at == null) {
      return;
    }
    WebSocketConnectOptions options =
        new WebSocketConnectOptions().setHost(at.host()).setPort(at.pushPort()).setURI("/ws");
    Future<WebSocket> ignored =
        client.connect(options).onSuccess(this::opened).onFailure(gone -> later());
  }

  private void opened(WebSocket opened) {
    socket = opened;
    answered = true;
    retryIn = FIRST_RETRY;
    WebSocket listening = opened.textMessageHandler(this::received);
    WebSocket watched =
        listening
            .exceptionHandler(broken -> log.debug("A push connection broke", broken))
            .closeHandler(closed -> closed(opened));
    if (address == null) {
      Future<Void> ignored = watched.close();
    }
  }

  private void closed(WebSocket which) {
    if (which == socket) {
      socket = null;
      later();
    }
  }

  private void later() {
    if (address == null) {
      return;
    }
    retry.end();
    retry = timers.after(retryIn, this::connect);
    Duration doubled = retryIn.multipliedBy(2);
    retryIn = doubled.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : doubled;
  }

  /** Extenders echo what they are told; one that does not is gone. */
  private void probe() {
    WebSocket open = socket;
    if (open == null) {
      return;
    }
    Future<Void> ignored = answered ? open.writeTextMessage(PROBE) : open.close();
    answered = false;
  }

  private void received(String text) {
    answered = true;
    if (text.equals(PROBE)) {
      return;
    }
    try {
      Capture.read(new Fields(Json.readObject(text.getBytes(StandardCharsets.UTF_8))))
          .ifPresent(heard);
    } catch (HubFailure odd) {
      log.debug("Passed over a message of an extender: {}", odd.message());
    }
  }

  private void look() {
    if (socket == null) {
      Future<Fields> ignored = last.get().onSuccess(this::looked).onFailure(this::nothing);
    }
  }

  /** It says so when it has heard nothing yet. */
  private void nothing(Throwable why) {
    if (seen == null
        && why instanceof HubFailure failure
        && failure.reason().equals(ExtenderHttp.REFUSED)) {
      seen = Fields.EMPTY;
    }
  }

  /** What was there before anybody watched is old. */
  private void looked(Fields capture) {
    Fields before = seen;
    seen = capture;
    if (before == null || before.equals(capture)) {
      return;
    }
    try {
      Optional<Capture> read = Capture.read(capture);
      read.ifPresent(heard);
    } catch (HubFailure odd) {
      log.debug("Passed over a capture of an extender: {}", odd.message());
    }
  }
}
