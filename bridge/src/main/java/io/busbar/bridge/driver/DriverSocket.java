package io.busbar.bridge.driver;

import io.busbar.bridge.http.Mount;
import io.busbar.bridge.socketio.engineio.FrameChannel;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.driver.DriverDoor;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Upgrades {@code /driver} to a WebSocket and brings it to the driver door (spec 3, 6.1). */
public final class DriverSocket implements Mount {
  private static final String BEARER = "Bearer ";
  private static final Pattern SCHEME = Pattern.compile("^(https?|wss?)://");
  private static final Pattern LOCAL_NAME =
      Pattern.compile(
          "(?i)[0-9.]+|\\[?[0-9a-f:]*:[0-9a-f:.]*]?|[^.]+|.*\\.(local|lan|home\\.arpa)");
  private static final Duration PING_EVERY = Duration.ofSeconds(20);

  private final Vertx vertx;
  private final DriverDoor door;
  private final Policy policy;
  private final Predicate<HttpServerRequest> local;
  private final Duration pingEvery;

  /**
   * Who may connect.
   *
   * @param remote whether drivers of other machines may connect at all
   * @param token what they must show; null for nothing
   * @param messageBytes the largest message of a driver
   */
  public record Policy(boolean remote, @Nullable String token, int messageBytes) {
    @Override
    public String toString() {
      return "Policy[remote=%s, token=%s]".formatted(remote, token == null ? "none" : "[hidden]");
    }

    boolean isToken(@Nullable String shown) {
      return token == null
          || (shown != null
              && MessageDigest.isEqual(
                  shown.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8)));
    }
  }

  public DriverSocket(Vertx vertx, DriverDoor door, Policy policy) {
    this(vertx, door, policy, DriverSocket::isLocal, PING_EVERY);
  }

  /**
   * @param local whether a request comes from this machine
   * @param pingEvery a driver that misses two pings is given up at the third
   */
  DriverSocket(
      Vertx vertx,
      DriverDoor door,
      Policy policy,
      Predicate<HttpServerRequest> local,
      Duration pingEvery) {
    this.vertx = vertx;
    this.door = door;
    this.policy = policy;
    this.local = local;
    this.pingEvery = pingEvery;
  }

  @Override
  public void mount(Router router) {
    router.get("/driver").handler(context -> upgrade(context.request()));
    router.get("/driver/").handler(context -> upgrade(context.request()));
  }

  private void upgrade(HttpServerRequest request) {
    if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      Refusal.write(request, 426, "This is the driver WebSocket.", "Connect with ws://.../driver");
      return;
    }
    boolean trusted = local.test(request);
    if (!trusted && !policy.remote()) {
      Refusal.write(
          request,
          403,
          "Drivers of other machines may not connect.",
          "Set BUSBAR_DRIVER_REMOTE=true, and BUSBAR_DRIVER_TOKEN to a secret.");
      return;
    }
    if (isForeignPage(request)) {
      Refusal.write(request, 403, "A web page may not act as a driver.", "Use a driver program.");
      return;
    }
    boolean shown = trusted || policy.isToken(token(request));
    request
        .toWebSocket()
        .onSuccess(socket -> open(socket, new FrameChannel(request), shown))
        .onFailure(failed -> request.response().reset());
  }

  private void open(ServerWebSocket socket, FrameChannel channel, boolean trusted) {
    SocketLink link = new SocketLink(vertx, socket, channel, trusted, policy, pingEvery);
    link.start(door.open(link, null));
  }

  private static @Nullable String token(HttpServerRequest request) {
    String header = request.getHeader("Authorization");
    if (header != null && header.startsWith(BEARER)) {
      return header.substring(BEARER.length());
    }
    return request.getParam("token");
  }

  /**
   * Whether a page of another site asks. Browsers always send Origin, some driver libraries send
   * the hub's own; a public name that leads here is a page's trick (DNS rebinding).
   */
  private static boolean isForeignPage(HttpServerRequest request) {
    String origin = request.getHeader("Origin");
    if (origin == null) {
      return false;
    }
    HostAndPort asked = request.authority();
    if (asked == null || !LOCAL_NAME.matcher(asked.host()).matches()) {
      return true;
    }
    String authority = SCHEME.matcher(origin).replaceFirst("");
    return !authority.equalsIgnoreCase(request.getHeader("Host"));
  }

  private static boolean isLocal(HttpServerRequest request) {
    String address = request.remoteAddress().hostAddress();
    try {
      return InetAddress.getByName(Objects.requireNonNullElse(address, "0.0.0.0"))
          .isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw HubFailure.invalid("The peer has no address.", "Connect over TCP.");
    }
  }
}
