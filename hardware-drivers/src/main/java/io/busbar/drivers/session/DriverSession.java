package io.busbar.drivers.session;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.driver.CloseCode;
import io.busbar.contracts.driver.DriverConversation;
import io.busbar.contracts.driver.DriverFrame;
import io.busbar.contracts.driver.DriverFrameReader;
import io.busbar.contracts.driver.DriverLink;
import io.busbar.contracts.driver.HubFrames;
import io.busbar.contracts.value.Fields;
import io.vertx.core.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One driver link from open to close: reads messages and hands them to its present phase. */
final class DriverSession implements DriverConversation {
  private final DriverLink link;
  private final Context context;
  private Phase phase;
  private int invalidInARow;
  private boolean closed;
  private boolean paused;

  DriverSession(DriverLink link, Context context) {
    this.link = link;
    this.context = context;
    this.phase = new Closed();
  }

  void enter(Phase next) {
    phase = next;
  }

  DriverLink link() {
    return link;
  }

  boolean isInHandshake() {
    return phase instanceof Handshake;
  }

  boolean isClosed() {
    return closed;
  }

  /** Runs work on the session's own context, from wherever it is called. */
  void onContext(Runnable work) {
    context.runOnContext(ignored -> work.run());
  }

  @Override
  public void received(byte[] json) {
    if (closed) {
      return;
    }
    Fields message = Fields.EMPTY;
    try {
      message = new Fields(Json.readObject(json));
      DriverFrame frame = DriverFrameReader.read(message);
      phase.frame(frame);
      invalidInARow = 0;
    } catch (HubFailure failure) {
      refuse(failure, message);
    }
  }

  @Override
  public void receivedGarbage(String why) {
    if (!closed) {
      refuse(
          HubFailure.invalid("Invalid driver message.", why)
              .details(List.of(why))
              .reason(DriverFrameReader.VALIDATION_ERROR),
          Fields.EMPTY);
    }
  }

  @Override
  public void closed() {
    if (closed) {
      return;
    }
    closed = true;
    Phase last = phase;
    phase = new Closed();
    last.ended();
  }

  /** Stops or resumes reading from the driver. */
  void pause(boolean pause) {
    if (!closed && pause != paused) {
      paused = pause;
      link.pause(pause);
    }
  }

  void send(byte[] frame) {
    if (!closed) {
      link.send(frame);
    }
  }

  void sendError(HubFailure failure, @Nullable Object id) {
    send(HubFrames.error(failure, id));
  }

  void close(CloseCode code, String reason) {
    link.close(code, reason);
    closed();
  }

  private void refuse(HubFailure failure, Fields message) {
    sendError(worded(failure), DriverFrameReader.id(message));
    invalidInARow++;
    if (invalidInARow >= SessionLimits.MAX_INVALID_IN_A_ROW) {
      close(CloseCode.POLICY, "too many invalid messages in a row");
      return;
    }
    phase.rejected(failure, message.has("method"));
  }

  private static HubFailure worded(HubFailure failure) {
    if (failure.reason().startsWith("DRIVER_WS_")) {
      return failure;
    }
    return HubFailure.of(FailureCode.INVALID, "Invalid driver message.")
        .hint(failure.hint())
        .reason(DriverFrameReader.VALIDATION_ERROR)
        .details(List.of(failure.message()));
  }

  /** Before a session is opened and after it is closed nothing is listened to. */
  private static final class Closed implements Phase {
    @Override
    public void frame(DriverFrame frame) {
      // Too late.
    }

    @Override
    public void rejected(HubFailure failure, boolean registration) {
      // Too late.
    }

    @Override
    public void ended() {
      // It has.
    }
  }
}
