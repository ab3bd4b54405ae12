package io.busbar.bridge.surface.hos;

import io.busbar.bridge.auth.SessionCookie;
import io.busbar.bridge.rest.Exchange;
import io.busbar.bridge.rest.Operation;
import io.busbar.bridge.rest.Queries;
import io.busbar.bridge.rest.Surface;
import io.busbar.bridge.surface.FailureMapper;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandsContract.ActionMapTriggered;
import io.busbar.contracts.identity.IdentityContract.LoggedOut;
import io.busbar.contracts.identity.IdentityContract.Session;
import io.busbar.contracts.value.Shared;
import io.busbar.contracts.value.Source;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** HOS in its own words: envelope, aliases, cookies, headers (spec 2.0, 2.1, 2.3). */
public final class HosSurface implements Surface {
  private static final CharSequence NO_CACHE = HttpHeaders.createOptimized("private, no-cache");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  private static final CharSequence JSON =
      HttpHeaders.createOptimized("application/json; charset=utf-8");

  private final Envelope envelope;
  private final ResponseHeaders headers;
  private final EncodedLists lists = new EncodedLists();
  private final SharedAnswers shared = new SharedAnswers();

  public HosSurface(HosSettings settings) {
    this.envelope = new Envelope(settings.envelope());
    this.headers = new ResponseHeaders(settings.origins());
  }

  @Override
  public Source source() {
    return Source.REST;
  }

  @Override
  public void begin(Exchange exchange) {
    headers.set(exchange);
  }

  @Override
  public void preflight(Exchange exchange) {
    headers.preflight(exchange.request());
    send(exchange.request().response().setStatusCode(204), Buffer.buffer());
  }

  @Override
  public Map<String, @Nullable Object> translate(
      Operation operation, Map<String, @Nullable Object> body, HttpServerRequest request) {
    return switch (operation.id()) {
      case "commandsExecute" -> CommandBody.translate(body, Queries.text(request, "wait"));
      case "commandsExecuteRaw" -> CommandBody.withWait(body);
      case "identityLogin" -> LoginBody.translate(body);
      default -> body;
    };
  }

  @Override
  public void succeed(Exchange exchange, Object answer) {
    HttpServerResponse response = exchange.request().response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (answer instanceof CommandOutcome outcome && isFailed(outcome.status())) {
      failCommand(exchange, outcome.message(), codeOf(outcome.code(), outcome.status()), outcome);
      return;
    }
    if (answer instanceof ActionMapTriggered run && isFailed(run.status())) {
      failCommand(exchange, run.message(), codeOf(run.code(), run.status()), run);
      return;
    }
    Optional<String> list = ListName.of(answer);
    if (list.isPresent()) {
      EncodedLists.Encoded encoded = lists.of(list.get(), answer, envelope);
      succeedWithTag(exchange, encoded.tag(), encoded::body);
      return;
    }
    if (answer instanceof Shared parts) {
      SharedAnswers.Written written = shared.of(parts);
      succeedWithTag(exchange, written.tag(), () -> envelope.success(written.fields()));
      return;
    }
    rememberSession(exchange.request(), answer);
    write(response, 200, envelope.success(answer));
  }

  @Override
  public void fail(Exchange exchange, HubFailure failure) {
    HttpServerResponse response = exchange.request().response();
    if (response.ended() || response.closed()) {
      return;
    }
    int status = FailureMapper.status(failure);
    int retry = FailureMapper.retryAfterSeconds(failure);
    if (retry > 0) {
      response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(retry));
    }
    if (failure.code() == FailureCode.UNAUTHENTICATED) {
      response.putHeader("WWW-Authenticate", "Bearer");
    }
    String traceId = Objects.requireNonNullElse(failure.traceId(), exchange.traceId());
    write(response, status, envelope.failure(failure, wordsOf(exchange, failure), traceId));
    DoorLog.refused(exchange, status, failure.reason());
  }

  private static boolean isFailed(CommandOutcome.Status status) {
    return switch (status) {
      case COMPLETED, DISPATCHED -> false;
      case FAILED, UNKNOWN -> true;
    };
  }

  private void failCommand(Exchange exchange, String message, String code, Object outcome) {
    Buffer body = envelope.failure(message, code, outcome, exchange.traceId());
    write(exchange.request().response(), 502, body);
    DoorLog.refused(exchange, 502, code);
  }

  private static String codeOf(@Nullable String code, CommandOutcome.Status status) {
    return Objects.requireNonNullElseGet(code, status::name);
  }

  /** Clients look for the word "token" to decide on logging in again (spec 2.0.2). */
  private static String wordsOf(Exchange exchange, HubFailure failure) {
    Operation operation = exchange.operation();
    boolean loggingIn = operation != null && !operation.secured();
    boolean says = failure.message().toLowerCase(Locale.ROOT).contains("token");
    return failure.code() != FailureCode.UNAUTHENTICATED || loggingIn || says
        ? failure.message()
        : "The token is not accepted: " + failure.message();
  }

  private static void succeedWithTag(Exchange exchange, String tag, Supplier<Buffer> body) {
    HttpServerResponse response = exchange.request().response();
    response.putHeader(HttpHeaders.ETAG, tag).putHeader(HttpHeaders.CACHE_CONTROL, NO_CACHE);
    if (EntityTag.matches(exchange.request().getHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
      send(response.setStatusCode(304), Buffer.buffer());
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, JSON);
    send(response, body.get());
  }

  private static void rememberSession(HttpServerRequest request, Object answer) {
    if (answer instanceof Session session) {
      Duration age = Duration.ofSeconds(session.expiresIn());
      String cookie = SessionCookie.keeping(session.accessToken(), age, request.isSSL());
      request.response().putHeader(HttpHeaders.SET_COOKIE, cookie);
    }
    if (answer instanceof LoggedOut) {
      request.response().putHeader(HttpHeaders.SET_COOKIE, SessionCookie.forgetting());
    }
  }

  private static void write(HttpServerResponse response, int status, Buffer body) {
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
        .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
    send(response, body);
  }

  private static void send(HttpServerResponse response, Buffer body) {
    response.end(body).onFailure(DoorLog::unsent);
  }
}
