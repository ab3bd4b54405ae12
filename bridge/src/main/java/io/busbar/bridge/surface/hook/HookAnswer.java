package io.busbar.bridge.surface.hook;

import io.busbar.bridge.surface.FailureMapper;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.programs.ProgramRun;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One short answer: JSON, or a line of text for who asks for text. Addresses with tokens in them
 * must not be remembered anywhere, so nothing here may be stored or referred to.
 */
record HookAnswer(
    int status, String message, String code, @Nullable String hint, int retryAfterSeconds) {
  private static final Logger log = LoggerFactory.getLogger(HookAnswer.class);
  private static final String OK = "OK";
  private static final int FINE = 200;
  private static final int ACCEPTED = 202;
  private static final int DEVICE_FAILED = 502;

  private HookAnswer(int status, String message, String code, @Nullable String hint) {
    this(status, message, code, hint, 0);
  }

  static HookAnswer of(CommandOutcome outcome) {
    return switch (outcome.status()) {
      case COMPLETED -> new HookAnswer(FINE, outcome.command() + " done.", OK, null);
      case DISPATCHED -> new HookAnswer(ACCEPTED, outcome.command() + " sent.", OK, null);
      case FAILED, UNKNOWN ->
          new HookAnswer(
              DEVICE_FAILED,
              outcome.message(),
              outcome.code() == null ? outcome.status().name() : outcome.code(),
              null);
    };
  }

  static HookAnswer of(ProgramRun run) {
    return switch (run.status()) {
      case COMPLETED, SKIPPED ->
          new HookAnswer(
              FINE,
              "%s %s.".formatted(run.programName(), run.status().name().toLowerCase(Locale.ROOT)),
              OK,
              null);
      case QUEUED, RUNNING -> new HookAnswer(ACCEPTED, run.programName() + " started.", OK, null);
      default ->
          new HookAnswer(
              DEVICE_FAILED,
              run.message() == null ? run.programName() + " failed." : run.message(),
              run.status().name(),
              null);
    };
  }

  static HookAnswer of(Throwable cause) {
    if (cause instanceof HubFailure failure) {
      return new HookAnswer(
          FailureMapper.status(failure),
          failure.message(),
          failure.reason(),
          failure.hint(),
          FailureMapper.retryAfterSeconds(failure));
    }
    log.error("A hook failed unexpectedly", cause);
    return of(HubFailure.of(FailureCode.INTERNAL, "The hub failed on this call."));
  }

  void write(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    boolean text = wantsText(request.getHeader(HttpHeaders.ACCEPT));
    response
        .setStatusCode(status)
        .putHeader(
            HttpHeaders.CONTENT_TYPE, text ? "text/plain; charset=utf-8" : "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    if (retryAfterSeconds > 0) {
      response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds));
    }
    response
        .end(text ? line() : json())
        .onFailure(cause -> log.debug("An answer did not arrive: {}", cause.getMessage()));
  }

  private String line() {
    return (hint == null ? message : message + " " + hint) + "\n";
  }

  private String json() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("ok", code.equals(OK));
    body.put("message", message);
    if (!code.equals(OK)) {
      body.put("code", code);
    }
    if (hint != null) {
      body.put("hint", hint);
    }
    return Json.text(body);
  }

  private static boolean wantsText(@Nullable String accept) {
    return accept != null && accept.contains("text/") && !accept.contains("json");
  }
}
