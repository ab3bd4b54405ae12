package io.busbar.contracts.driver;

import org.jspecify.annotations.Nullable;

/** The wire to one driver, as a transport offers it. Used on the link's own context only. */
public interface DriverLink {
  /** {@code websocket}, {@code process} or {@code builtin}. */
  String transport();

  /** Who is at the other end, for people. */
  String remoteAddress();

  /**
   * Whether this driver may register: the link is trusted by itself (loopback, a process of the
   * hub), has shown the driver token already, or the registration's token is the right one.
   */
  default boolean authorizes(@Nullable String token) {
    return true;
  }

  /** Writes one message; a closed link ignores it. */
  void send(byte[] json);

  /** Whether the driver reads slower than the hub writes; a closed link is never full. */
  boolean isFull();

  /** Stops or resumes reading from the driver: the session's back-pressure. */
  void pause(boolean paused);

  /** Closes the link with a code of spec 6.3; closing twice is harmless. */
  void close(CloseCode code, String reason);
}
