package io.busbar.contracts.bus;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The only failure that crosses the bus. It says what went wrong ({@link #code()}, {@link
 * #reason()}), to whom ({@code message}), how to mend it ({@link #hint()}) and where to look
 * ({@link #traceId()}). It is an answer, not an accident: it carries no stack trace.
 */
public final class HubFailure extends ReplyException {
  private static final long serialVersionUID = 1L;

  private final FailureCode code;
  private final String reason;
  private final @Nullable String hint;
  private final List<String> details;
  private final @Nullable String traceId;

  private HubFailure(
      FailureCode code,
      String reason,
      String message,
      @Nullable String hint,
      List<String> details,
      @Nullable String traceId) {
    super(ReplyFailure.RECIPIENT_FAILURE, -1, message);
    this.code = code;
    this.reason = reason;
    this.hint = hint;
    this.details = List.copyOf(details);
    this.traceId = traceId;
  }

  /** A failure whose {@link #reason()} is the name of its code. */
  public static HubFailure of(FailureCode code, String message) {
    return new HubFailure(code, code.name(), message, null, List.of(), null);
  }

  public static HubFailure invalid(String message, String hint) {
    return of(FailureCode.INVALID, message).hint(hint);
  }

  public static HubFailure notFound(String what, Object id) {
    return of(FailureCode.NOT_FOUND, "No %s with id '%s'.".formatted(what, id))
        .hint("Look it up again: it may have been removed, or the id is misspelt.");
  }

  public static HubFailure conflict(String reason, String message, String hint) {
    return of(FailureCode.CONFLICT, message).reason(reason).hint(hint);
  }

  public static HubFailure forbidden(String message, String hint) {
    return of(FailureCode.FORBIDDEN, message).hint(hint);
  }

  public static HubFailure unauthenticated(String message, String hint) {
    return of(FailureCode.UNAUTHENTICATED, message).hint(hint);
  }

  public static HubFailure unavailable(String message, String hint) {
    return of(FailureCode.UNAVAILABLE, message).hint(hint);
  }

  public static HubFailure overloaded(String message, String hint) {
    return of(FailureCode.OVERLOADED, message).hint(hint);
  }

  public HubFailure reason(String newReason) {
    return new HubFailure(code, newReason, message(), hint, details, traceId);
  }

  public HubFailure hint(@Nullable String newHint) {
    return new HubFailure(code, reason, message(), newHint, details, traceId);
  }

  public HubFailure details(List<String> newDetails) {
    return new HubFailure(code, reason, message(), hint, newDetails, traceId);
  }

  public HubFailure traceId(@Nullable String newTraceId) {
    return new HubFailure(code, reason, message(), hint, details, newTraceId);
  }

  public FailureCode code() {
    return code;
  }

  /** A finer word than the code, UPPER_SNAKE, e.g. {@code DRIVER_OFFLINE}; stable, for programs. */
  public String reason() {
    return reason;
  }

  public String message() {
    return Objects.requireNonNullElse(getMessage(), code.name());
  }

  /** How to mend it, for a person; null when nothing can be said. */
  public @Nullable String hint() {
    return hint;
  }

  public List<String> details() {
    return details;
  }

  public @Nullable String traceId() {
    return traceId;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
