package io.busbar.drivers.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.driver.CloseCode;
import io.busbar.contracts.driver.DriverLink;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.testing.CanIgnoreReturnValue;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A wire that keeps what the hub does with it. */
final class FakeLink implements DriverLink {
  private static final long DEADLINE_SECONDS = 10;

  final BlockingQueue<Fields> sent = new LinkedBlockingQueue<>();
  final List<Boolean> pauses = new CopyOnWriteArrayList<>();
  final List<CloseCode> closes = new CopyOnWriteArrayList<>();
  volatile boolean full;
  private final String transport;
  private final @Nullable String token;

  private FakeLink(String transport, @Nullable String token) {
    this.transport = transport;
    this.token = token;
  }

  static FakeLink socket() {
    return new FakeLink("websocket", null);
  }

  static FakeLink guardedSocket(String token) {
    return new FakeLink("websocket", token);
  }

  static FakeLink pipe() {
    return new FakeLink("process", null);
  }

  /** The next frame from the hub, which must be of this kind. */
  @CanIgnoreReturnValue
  Fields expect(String event) {
    Fields frame = next();
    assertThat(frame.get("event")).as("%s", frame).isEqualTo(event);
    assertThat(frame.get("type")).isEqualTo(event);
    assertThat(frame.get("protocolVersion")).isEqualTo(1);
    return frame;
  }

  Fields next() {
    try {
      Fields frame = sent.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
      assertThat(frame).as("the hub said nothing; closed with %s", closes).isNotNull();
      return frame;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  boolean isPaused() {
    return !pauses.isEmpty() && pauses.get(pauses.size() - 1);
  }

  @Override
  public String transport() {
    return transport;
  }

  @Override
  public String remoteAddress() {
    return "fake";
  }

  @Override
  public boolean authorizes(@Nullable String shown) {
    return token == null || token.equals(shown);
  }

  @Override
  public void send(byte[] json) {
    sent.add(new Fields(Json.readObject(json)));
  }

  @Override
  public boolean isFull() {
    return full;
  }

  @Override
  public void pause(boolean paused) {
    pauses.add(paused);
  }

  @Override
  public void close(CloseCode code, String reason) {
    closes.add(code);
  }
}
