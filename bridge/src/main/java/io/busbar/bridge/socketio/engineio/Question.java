package io.busbar.bridge.socketio.engineio;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request, as far as the protocol looks at it. */
record Question(HttpServerRequest request, boolean webSocket, @Nullable String sid) {
  private static final int MAX_SID = 100;

  private static final Pattern OF_CONNECTION =
      Pattern.compile("connection|upgrade|keep-alive|sec-websocket-.*", CASE_INSENSITIVE);

  private static final MultiMap NONE = MultiMap.caseInsensitiveMultiMap();
  private static final Pattern OF_PROTOCOL = Pattern.compile("EIO|transport|sid|t");

  /** What is wrong with a request, or null. */
  static @Nullable Refusal refusal(HttpServerRequest request) {
    String transport;
    String version;
    try {
      transport = request.getParam("transport");
      version = request.getParam("EIO");
    } catch (IllegalArgumentException undecodable) {
      return Refusal.BAD_REQUEST;
    }
    boolean webSocket = "websocket".equals(transport);
    if (!webSocket && !"polling".equals(transport)) {
      return Refusal.UNKNOWN_TRANSPORT;
    }
    if (!"4".equals(version)) {
      return Refusal.UNSUPPORTED_VERSION;
    }
    if (webSocket != isUpgrade(request)) {
      return Refusal.BAD_REQUEST;
    }
    return refusalOfMethod(request);
  }

  private static @Nullable Refusal refusalOfMethod(HttpServerRequest request) {
    boolean get = HttpMethod.GET.equals(request.method());
    String sid = request.getParam("sid");
    if (sid == null) {
      return get ? null : Refusal.BAD_METHOD;
    }
    if (sid.length() > MAX_SID) {
      return Refusal.UNKNOWN_SID;
    }
    return get || HttpMethod.POST.equals(request.method()) ? null : Refusal.BAD_REQUEST;
  }

  static Question of(HttpServerRequest request) {
    return new Question(request, isUpgrade(request), request.getParam("sid"));
  }

  private static boolean isUpgrade(HttpServerRequest request) {
    return HttpMethod.GET.equals(request.method())
        && "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
  }

  HandshakeRequest handshake(Instant now) {
    return new HandshakeRequest(
        request.path(),
        without(OF_PROTOCOL, request.params()),
        without(OF_CONNECTION, request.headers()),
        Objects.requireNonNullElse(request.remoteAddress().hostAddress(), ""),
        request.isSSL(),
        webSocket,
        now);
  }

  private static MultiMap without(Pattern left, MultiMap all) {
    MultiMap kept = MultiMap.caseInsensitiveMultiMap();
    all.forEach(
        (name, value) -> {
          if (!left.matcher(name).matches()) {
            var unused = kept.add(name, value);
          }
        });
    return kept.isEmpty() ? NONE : kept;
  }
}
