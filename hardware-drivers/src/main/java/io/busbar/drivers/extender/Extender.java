package io.busbar.drivers.extender;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.process.Timers;
import io.busbar.drivers.process.Timers.Timer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One extender: sends codes, hears remotes, notices when it is gone and finds it again under
 * another address. Methods may be called by any thread; what it tells comes on its own context.
 */
public final class Extender {
  /** How long after its own sending an extender is deaf at most. */
  static final Duration DEAF = Duration.ofMillis(300);

  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration BEYOND_AIR = Duration.ofSeconds(2);
  private static final int FAILED_POLLS = 3;

  private final Settings settings;
  private final Listener listener;
  private final ExtenderFinder finder;
  private final Clock clock;
  private final Timers timers;
  private final Context context;
  private final ExtenderHttp http;
  private final SendQueue queue;
  private final CaptureFeed feed;
  private ExtenderAddress address;
  private @Nullable String token;
  private Instant deafUntil = Instant.MIN;
  private Timer polls = Timer.NONE;
  private int failedPolls;

  /**
   * @param token null: asked for with the PIN
   * @param pin null when a token is known
   * @param mac twelve hex digits; empty when not known
   * @param poll how often it is asked how it is
   */
  public record Settings(
      ExtenderAddress address,
      @Nullable String token,
      @Nullable String pin,
      String mac,
      Duration poll) {
    @Override
    public String toString() {
      return "Settings[address=%s, mac=%s, token=[hidden], pin=[hidden]]".formatted(address, mac);
    }
  }

  /** Who is told about an extender. */
  public interface Listener {
    /** It answers: for the first time, again, or with other news. */
    void online(ExtenderAddress address, Fields status);

    /** It does not, or refuses the token. */
    void offline(HubFailure why);

    /** It heard a remote. */
    void heard(Capture capture);
  }

  public Extender(
      Vertx vertx, Settings settings, Listener listener, ExtenderFinder finder, Clock clock) {
    this.settings = settings;
    this.listener = listener;
    this.finder = finder;
    this.clock = clock;
    this.timers = Timers.of(vertx);
    this.context = vertx.getOrCreateContext();
    this.http = new ExtenderHttp(vertx);
    this.queue = new SendQueue(clock, this::transmit);
    this.feed =
        new CaptureFeed(vertx, timers, this::heard, () -> ask("/api/ir/last", null, ANSWER));
    this.address = settings.address();
    this.token = settings.token();
  }

  /** Begins to look after it. Succeeds at once, reachable or not. */
  public Future<Void> start() {
    return onContext(
        () -> {
          polls = timers.every(settings.poll(), this::poll);
          feed.start(address);
          poll();
          return Future.succeededFuture();
        });
  }

  /** Ends everything {@link #start} began; codes that wait are not sent. */
  public Future<Void> stop() {
    return onContext(
        () -> {
          polls.end();
          queue.drop();
          return feed.stop().eventually(http::close);
        });
  }

  /**
   * Sends a code. Succeeds when it is sent. Fails: OVERLOADED too many wait · UNAVAILABLE it is not
   * reached · FORBIDDEN it refuses the token · CONFLICT it refuses the code · TIMED_OUT no answer
   * within the air time and 2 s.
   */
  public Future<Void> send(Transmission wanted, boolean repeat) {
    SendQueue.Priority priority = repeat ? SendQueue.Priority.REPEAT : SendQueue.Priority.PRESS;
    return onContext(() -> queue.add(wanted, priority));
  }

  /** Asks it how it is, and tells the listener. Fails as {@link #send} does. */
  public Future<Fields> status() {
    return onContext(this::asked);
  }

  /**
   * Looks at captures closely from now on, by asking again and again where pushing is closed; ends
   * when nobody watches any more.
   *
   * @param who one watcher among others
   */
  public Future<Void> watch(String who, boolean closely) {
    return onContext(
        () -> {
          feed.watch(who, closely);
          return Future.succeededFuture();
        });
  }

  private Future<Fields> asked() {
    return ask("/api/status", null, ANSWER).onSuccess(this::answered);
  }

  private void poll() {
    Future<Fields> ignored = asked().onFailure(this::failed);
  }

  private void answered(Fields status) {
    failedPolls = 0;
    listener.online(address, status);
  }

  private void failed(Throwable why) {
    failedPolls++;
    if (why instanceof HubFailure failure
        && (failedPolls >= FAILED_POLLS || failure.reason().equals(ExtenderHttp.TOKEN))) {
      listener.offline(failure);
    }
  }

  private Future<Void> transmit(Transmission wanted) {
    Future<Void> sent = Future.succeededFuture();
    for (Transmission.Request request : wanted.requests()) {
      sent = sent.compose(before -> transmit(request));
    }
    return sent;
  }

  private Future<Void> transmit(Transmission.Request request) {
    deafUntil = Instant.MAX;
    return ask(request.path(), request.body(), request.air().plus(BEYOND_AIR))
        .onComplete(sent -> deafUntil = clock.instant().plus(DEAF))
        .mapEmpty();
  }

  private Future<Fields> ask(String path, @Nullable Fields body, Duration limit) {
    return withToken()
        .compose(known -> http.ask(address, path, body, known, limit))
        .recover(why -> again(why, path, body, limit));
  }

  /** Once more, when the reason is one that can be mended: another address, another token. */
  private Future<Fields> again(Throwable why, String path, @Nullable Fields body, Duration limit) {
    String reason = why instanceof HubFailure failure ? failure.reason() : "";
    if (reason.equals(ExtenderHttp.TOKEN) && settings.pin() != null && token != null) {
      token = null;
      return withToken().compose(known -> http.ask(address, path, body, known, limit));
    }
    if (!reason.equals(ExtenderHttp.OFFLINE)) {
      return Future.failedFuture(why);
    }
    return finder
        .find(settings.mac())
        .compose(found -> moved(found) ? ask(path, body, limit) : Future.failedFuture(why));
  }

  private boolean moved(Optional<String> found) {
    if (found.isEmpty() || found.get().equals(address.host())) {
      return false;
    }
    address = address.at(found.get());
    feed.move(address);
    return true;
  }

  private Future<String> withToken() {
    String known = token;
    if (known != null) {
      return Future.succeededFuture(known);
    }
    String pin = settings.pin();
    if (pin == null) {
      return Future.failedFuture(
          HubFailure.forbidden(
                  "Neither token nor PIN of the extender is known.",
                  "Enter one of them in the setup of this driver.")
              .reason(ExtenderHttp.TOKEN));
    }
    return http.ask(address, "/api/auth/challenge/get", null, null, ANSWER)
        .compose(
            challenge ->
                http.ask(
                    address, "/api/auth/challenge/verify", proof(challenge, pin), null, ANSWER))
        .compose(this::granted);
  }

  private static Fields proof(Fields challenge, String pin) {
    String given = challenge.text("challenge").orElse("");
    String mac = challenge.text("mac").orElse("");
    return Fields.of("challenge", given).with("response", Challenge.response(given, pin, mac));
  }

  private Future<String> granted(Fields answer) {
    String granted = answer.text("token").orElse("");
    if (granted.isEmpty()) {
      return Future.failedFuture(
          HubFailure.forbidden("The extender refuses the PIN.", "Enter the PIN that was set on it.")
              .reason(ExtenderHttp.TOKEN));
    }
    token = granted;
    return Future.succeededFuture(granted);
  }

  /** Its own sending, reflected by a wall, is no remote. */
  private void heard(Capture capture) {
    if (clock.instant().isAfter(deafUntil)) {
      listener.heard(capture);
    }
  }

  private <T> Future<T> onContext(Supplier<Future<T>> action) {
    Promise<T> done = Promise.promise();
    context.runOnContext(ran -> action.get().onComplete(done));
    return done.future();
  }
}
