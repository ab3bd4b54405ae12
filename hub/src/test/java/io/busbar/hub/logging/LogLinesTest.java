package io.busbar.hub.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.bus.TraceContext;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogLinesTest {
  static {
    TraceContext.install();
  }

  private final Vertx vertx = Vertx.vertx();
  private final Logger logger = new LoggerContext().getLogger("io.busbar.test");

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void writesOneObjectPerLineWithTheTraceId() throws TimeoutException {
    String line = traced(() -> text(new JsonLines(), "two\nlines", new IllegalStateException("x")));
    assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
    assertThat(Json.readObject(line.getBytes(StandardCharsets.UTF_8)))
        .containsEntry("trace", "trace-1")
        .containsEntry("level", "WARN")
        .containsEntry("message", "two\nlines")
        .hasEntrySatisfying(
            "error", error -> assertThat(error).asString().contains("IllegalStateException: x"));
  }

  @Test
  void writesTextWithTheTraceId() throws TimeoutException {
    TracedPattern pattern = new TracedPattern();
    pattern.setContext(logger.getLoggerContext());
    pattern.setPattern("%level [%trace] %msg");
    pattern.start();
    assertThat(traced(() -> text(pattern, "hello", null))).isEqualTo("WARN [trace-1] hello");
    assertThat(text(pattern, "hello", null)).isEqualTo("WARN [-] hello");
  }

  private String traced(Callable<String> work) throws TimeoutException {
    Promise<String> line = Promise.promise();
    vertx.runOnContext(
        ready -> {
          TraceContext.set("trace-1");
          try {
            line.complete(work.call());
          } catch (Exception e) {
            line.fail(e);
          }
        });
    return line.future().await(10, TimeUnit.SECONDS);
  }

  private String text(Encoder<ILoggingEvent> encoder, String message, @Nullable Throwable cause) {
    LoggingEvent event =
        new LoggingEvent("here", logger, Level.WARN, message, cause, new Object[0]);
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }
}
