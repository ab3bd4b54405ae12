package io.busbar.bridge.surface.hos;

import io.busbar.bridge.rest.Exchange;
import io.busbar.bridge.rest.Operation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** One line per refused request: no bodies, no queries, no tokens. */
final class DoorLog {
  private static final Logger log = LoggerFactory.getLogger(DoorLog.class);

  private DoorLog() {}

  static void refused(Exchange exchange, int status, String reason) {
    Operation operation = exchange.operation();
    log.atLevel(level(status))
        .log(
            "{} {} answered {} {} to {} (trace {})",
            exchange.request().method(),
            operation == null ? "unknown path" : operation.path(),
            status,
            reason,
            exchange.request().remoteAddress(),
            exchange.traceId());
  }

  static void unsent(Throwable cause) {
    log.debug("An answer did not reach its client: {}", cause.getMessage());
  }

  private static Level level(int status) {
    if (status == 500) {
      return Level.ERROR;
    }
    if (status > 500) {
      return Level.WARN;
    }
    return status == 401 || status == 403 || status == 429 ? Level.INFO : Level.DEBUG;
  }
}
