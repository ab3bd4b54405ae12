package io.busbar.drivers.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Whatever a driver sends: nothing escapes, and it is answered in JSON objects alone. */
final class DriverSessionFuzzTest {
  private static final byte[] REGISTRATION =
      "{\"method\":\"driver.register\",\"driverKey\":\"HUE\",\"instanceId\":\"a\",\"protocolVersion\":1}"
          .getBytes(StandardCharsets.UTF_8);
  private static final SessionBench BENCH = SessionBench.open();

  /** One message a line; a first line that is empty stands for a registration. */
  @FuzzTest
  void anyMessages(byte[] lines) {
    FakeLink link = FakeLink.socket();
    AtomicReference<@Nullable Throwable> escaped = new AtomicReference<>();
    Context context = BENCH.newContext();
    Promise<Boolean> heard = Promise.promise();
    context.exceptionHandler(escaped::set);
    context.runOnContext(
        ignored -> {
          DriverSession session = new DriverSession(link, context);
          session.enter(handshake(session));
          split(lines).forEach(session::received);
          session.closed();
          heard.complete(true);
        });

    assertThat(BENCH.node.done(heard.future())).isTrue();
    assertThat(escaped.get()).isNull();
    assertThat(link.sent).allSatisfy(frame -> assertThat(frame.has("event")).isTrue());
  }

  private static Handshake handshake(DriverSession session) {
    return new Handshake(session, who -> BENCH.sessions.register(session, who), () -> {});
  }

  private static List<byte[]> split(byte[] lines) {
    List<byte[]> messages = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= lines.length; i++) {
      if (i == lines.length || lines[i] == '\n') {
        messages.add(i == 0 ? REGISTRATION : Arrays.copyOfRange(lines, start, i));
        start = i + 1;
      }
    }
    return messages;
  }
}
