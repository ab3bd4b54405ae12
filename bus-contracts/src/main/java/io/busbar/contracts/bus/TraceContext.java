package io.busbar.contracts.bus;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.spi.context.storage.AccessMode;
import io.vertx.core.spi.context.storage.ContextLocal;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The trace id of the work at hand: 32 hex digits (W3C Trace Context) or what a client sent as
 * {@code X-Request-Id}. It follows a request through every address it touches.
 */
public final class TraceContext {
  /** The bus header that carries the trace id. */
  static final String HEADER = "trace";

  private static final ContextLocal<String> TRACE = ContextLocal.registerLocal(String.class);
  private static final int LONGEST = 64;

  private TraceContext() {}

  /** Must run before the first {@link Vertx} is made, so that contexts have room for the id. */
  public static void install() {
    // Loading this class registered the context local.
  }

  /** The trace id of the current context; a new one, from now on its own, when it has none. */
  public static String currentOrNew() {
    Context context = Vertx.currentContext();
    if (context == null) {
      return newId();
    }
    String present = local(context);
    if (!present.isEmpty()) {
      return present;
    }
    String created = newId();
    carry(created);
    return created;
  }

  /** The trace id of the current context, empty when there is none. */
  public static String current() {
    Context context = Vertx.currentContext();
    return context == null ? "" : local(context);
  }

  /** Makes the id that of the current context; an id of unsafe characters is ignored. */
  public static void set(String traceId) {
    if (isAccepted(traceId)) {
      carry(traceId);
    }
  }

  /** Makes an id that this hub has accepted or made before that of the current context. */
  static void carry(String traceId) {
    if (Vertx.currentContext() instanceof ContextInternal context) {
      context.putLocal(TRACE, AccessMode.CONCURRENT, traceId);
    }
  }

  public static String newId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return hex(random.nextLong()) + hex(random.nextLong());
  }

  private static String local(Context context) {
    if (!(context instanceof ContextInternal internal)) {
      return "";
    }
    String traceId = internal.getLocal(TRACE, AccessMode.CONCURRENT);
    return traceId == null ? "" : traceId;
  }

  /** Runs for every request: no regular expression here. */
  private static boolean isAccepted(String traceId) {
    int length = traceId.length();
    for (int i = 0; i < length; i++) {
      char c = traceId.charAt(i);
      boolean word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
      if (!word && c != '-' && c != '.' && c != ':' && c != '_') {
        return false;
      }
    }
    return length > 0 && length <= LONGEST;
  }

  private static String hex(long bits) {
    String digits = Long.toHexString(bits);
    return "0".repeat(16 - digits.length()) + digits;
  }
}
