package io.busbar.drivers.process.stdio;

import io.busbar.contracts.driver.CloseCode;
import io.busbar.contracts.driver.DriverConversation;
import io.busbar.contracts.driver.DriverDoor;
import io.busbar.contracts.driver.DriverLink;
import io.busbar.contracts.value.DriverInstance;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The hub's conversation with one process over its standard streams. While a WebSocket session of
 * the same instance exists there is none, and what the process writes to stdout is log. Confined to
 * the context it is used on, but for {@link Gate}.
 */
final class StdioConversation implements DriverLink {
  private final DriverDoor door;
  private final DriverInstance driver;
  private final StdinPump stdin;
  private final long pid;
  private final Gate gate;
  private final Consumer<String> unhealthy;
  private @Nullable DriverConversation conversation;

  /**
   * @param unhealthy told when the driver is of no use any more
   */
  StdioConversation(
      DriverDoor door,
      DriverInstance driver,
      ChildProcess child,
      Gate gate,
      Consumer<String> unhealthy) {
    this.door = door;
    this.driver = driver;
    this.stdin = child.stdin();
    this.pid = child.pid();
    this.gate = gate;
    this.unhealthy = unhealthy;
  }

  void open() {
    if (conversation == null) {
      conversation = door.open(this, driver);
    }
  }

  /** Ends the conversation, not the process. */
  void end() {
    DriverConversation ending = conversation;
    conversation = null;
    gate.open();
    if (ending != null) {
      ending.closed();
    }
  }

  /** Hands on one message; false when there is no conversation. */
  boolean received(byte[] json) {
    DriverConversation current = conversation;
    if (current == null) {
      return false;
    }
    current.received(json);
    return true;
  }

  @Override
  public String transport() {
    return "process";
  }

  @Override
  public String remoteAddress() {
    return "process " + pid;
  }

  @Override
  public void send(byte[] json) {
    if (conversation != null && !stdin.offer(json)) {
      unhealthy.accept("It does not read its stdin: %d lines wait.".formatted(StdinPump.MAX_LINES));
    }
  }

  @Override
  public boolean isFull() {
    return stdin.isFull();
  }

  @Override
  public void pause(boolean paused) {
    if (paused && conversation != null) {
      gate.shut();
      return;
    }
    gate.open();
  }

  @Override
  public void close(CloseCode code, String reason) {
    if (conversation == null) {
      return;
    }
    end();
    switch (code) {
      case NORMAL, SHUTTING_DOWN, REPLACED -> {}
      case INVALID_TEXT, POLICY, TOO_BIG, INTERNAL, REGISTRATION_TIMEOUT, UNAUTHORIZED, DISABLED ->
          unhealthy.accept("The hub ended the conversation: " + reason);
    }
  }
}
