package io.busbar.drivers.extender;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.ir.IrContract;
import io.busbar.contracts.ir.IrContract.Captured;
import io.busbar.contracts.ir.IrContract.Capturing;
import io.busbar.contracts.ir.IrContract.StartCapture;
import io.busbar.contracts.ir.IrContract.StopCapture;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.process.Timers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Listens at extenders for as long as somebody wants to know; the leases of all are of one length.
 */
final class CaptureService {
  static final int MAX_LEASES = 16;
  private static final String WATCHER = "captures";
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Pattern NEAR =
      Pattern.compile(
          "(10|127)(\\.\\d{1,3}){3}|192\\.168(\\.\\d{1,3}){2}|169\\.254(\\.\\d{1,3}){2}"
              + "|172\\.(1[6-9]|2\\d|3[01])(\\.\\d{1,3}){2}|[A-Za-z0-9-]{1,63}\\.local");

  private final Vertx vertx;
  private final Extenders extenders;
  private final Clock clock;
  private final Function<String, Future<String>> lookUp;
  private final Consumer<Captured> announce;
  private final Timers timers;
  private final Context context;
  private final ExtenderHttp http;
  private final Map<String, Lease> leases = new HashMap<>();
  private Runnable deaf = () -> {};
  private Timers.Timer looks = Timers.Timer.NONE;

  /**
   * @param feed of an extender that no driver serves; null when one does
   */
  private record Lease(
      @Nullable String id, String host, Instant until, @Nullable CaptureFeed feed) {}

  /**
   * @param lookUp the driver's own id of a device the hub has an id of
   */
  CaptureService(
      Vertx vertx,
      Extenders extenders,
      Clock clock,
      Function<String, Future<String>> lookUp,
      Consumer<Captured> announce) {
    this.lookUp = lookUp;
    this.vertx = vertx;
    this.extenders = extenders;
    this.clock = clock;
    this.announce = announce;
    this.timers = Timers.of(vertx);
    this.context = vertx.getOrCreateContext();
    this.http = new ExtenderHttp(vertx);
  }

  void start() {
    deaf =
        extenders.listen(
            (id, host, capture) -> context.runOnContext(ran -> heard(id, host, capture)));
    looks = timers.every(LOOK, this::expire);
  }

  Future<Void> stop() {
    deaf.run();
    looks.end();
    List<Future<?>> ends = new ArrayList<>();
    leases.values().forEach(lease -> ends.add(ended(lease)));
    leases.clear();
    return Future.join(ends).eventually(http::close).mapEmpty();
  }

  /** {@link IrContract#START}. */
  Future<Capturing> begin(StartCapture wanted) {
    return own(wanted.extenderId()).compose(id -> begin(id.orElse(null), wanted));
  }

  private Future<Capturing> begin(@Nullable String wantedId, StartCapture wanted) {
    Optional<Extenders.Known> known = known(wantedId, wanted.extenderIp());
    String host = known.map(Extenders.Known::host).orElseGet(() -> near(wanted.extenderIp()));
    String key = known.map(Extenders.Known::id).orElse(host);
    Lease before = leases.get(key);
    if (before == null && leases.size() >= MAX_LEASES) {
      return Future.failedFuture(
          HubFailure.overloaded(
              "%d extenders are listened to already.".formatted(MAX_LEASES), "Stop one of them."));
    }
    Instant until = clock.instant().plus(IrContract.LEASE);
    String id = known.map(Extenders.Known::id).orElse(null);
    return ready(known, before, host, wanted.token())
        .map(feed -> leased(key, new Lease(id, host, until, feed.orElse(null))));
  }

  /** {@link IrContract#STOP}. */
  Future<Capturing> end(StopCapture wanted) {
    return own(wanted.extenderId()).compose(id -> end(id.orElse(null), wanted));
  }

  private Future<Capturing> end(@Nullable String id, StopCapture wanted) {
    String host = wanted.extenderIp() == null ? "" : wanted.extenderIp();
    if (id == null && host.isEmpty()) {
      return Future.failedFuture(nothingNamed());
    }
    String key = id == null ? extenders.byHost(host).map(Extenders.Known::id).orElse(host) : id;
    Lease lease = leases.remove(key);
    Capturing over = new Capturing(id, lease == null ? host : lease.host(), false, null);
    return lease == null ? Future.succeededFuture(over) : ended(lease).map(over);
  }

  /** The id its driver gave an extender, when the hub's id of the device is told instead. */
  private Future<Optional<String>> own(@Nullable String id) {
    if (id == null || extenders.byId(id).isPresent()) {
      return Future.succeededFuture(Optional.ofNullable(id));
    }
    return lookUp.apply(id).map(Optional::of).otherwise(Optional.of(id));
  }

  private Capturing leased(String key, Lease lease) {
    leases.put(key, lease);
    return new Capturing(lease.id(), lease.host(), true, lease.until());
  }

  private Optional<Extenders.Known> known(@Nullable String id, @Nullable String host) {
    if (id == null && (host == null || host.isBlank())) {
      throw nothingNamed();
    }
    if (id == null) {
      return extenders.byHost(host == null ? "" : host);
    }
    return Optional.of(extenders.byId(id).orElseThrow(() -> HubFailure.notFound("extender", id)));
  }

  /** Makes sure that it listens; the feed of an extender that no driver serves. */
  private Future<Optional<CaptureFeed>> ready(
      Optional<Extenders.Known> known,
      @Nullable Lease before,
      String host,
      @Nullable String token) {
    if (known.isPresent()) {
      return known.get().extender().watch(WATCHER, true).map(Optional.empty());
    }
    if (before != null) {
      return Future.succeededFuture(Optional.ofNullable(before.feed()));
    }
    ExtenderAddress at = new ExtenderAddress(host, ExtenderAddress.HTTP, ExtenderAddress.PUSH);
    return http.ask(at, "/api/auth/challenge/status", null, token, ANSWER)
        .map(there -> Optional.of(feed(at, token)));
  }

  private CaptureFeed feed(ExtenderAddress at, @Nullable String token) {
    CaptureFeed feed =
        new CaptureFeed(
            vertx, timers, capture -> heard(null, at.host(), capture), () -> last(at, token));
    feed.start(at);
    feed.watch(WATCHER, token != null);
    return feed;
  }

  private Future<Fields> last(ExtenderAddress at, @Nullable String token) {
    return http.ask(at, "/api/ir/last", null, token, ANSWER);
  }

  private void expire() {
    Instant now = clock.instant();
    for (Map.Entry<String, Lease> each : List.copyOf(leases.entrySet())) {
      if (!now.isBefore(each.getValue().until())) {
        leases.remove(each.getKey());
        Future<Void> ignored = ended(each.getValue());
      }
    }
  }

  private Future<Void> ended(Lease lease) {
    CaptureFeed feed = lease.feed();
    if (feed != null) {
      return feed.stop();
    }
    String id = lease.id() == null ? "" : lease.id();
    return extenders
        .byId(id)
        .map(known -> known.extender().watch(WATCHER, false))
        .orElseGet(Future::succeededFuture);
  }

  private void heard(@Nullable String id, String host, Capture capture) {
    if (leases.containsKey(id == null ? host : id)) {
      announce.accept(Announcement.of(id, host, capture, clock.instant()));
    }
  }

  private static String near(@Nullable String host) {
    if (host != null && NEAR.matcher(host).matches()) {
      return host;
    }
    throw HubFailure.invalid(
        "The address is not one of a local network.",
        "Give an address such as 192.168.1.20, or a name that ends in .local.");
  }

  private static HubFailure nothingNamed() {
    return HubFailure.invalid(
        "No extender is named.", "Give extenderId, or extenderIp when it is not set up.");
  }
}
