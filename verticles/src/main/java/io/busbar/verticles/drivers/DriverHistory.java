package io.busbar.verticles.drivers;

import io.busbar.contracts.drivers.DriversContract.DriverStatusChanged;
import io.busbar.contracts.drivers.DriversContract.DriverView;
import io.busbar.contracts.drivers.DriversContract.Status;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one driver: the latest word on its session and the latest on its process. A
 * driver may have either or both.
 */
record DriverHistory(@Nullable DriverStatusChanged session, @Nullable DriverStatusChanged process) {
  static final DriverHistory NONE = new DriverHistory(null, null);

  /** This history with one more event; one older than what is known changes nothing. */
  DriverHistory with(DriverStatusChanged event) {
    return speaksOfSession(event.status())
        ? new DriverHistory(later(session, event), process)
        : new DriverHistory(session, later(process, event));
  }

  /** Whether the driver works or is about to: such histories are kept before others. */
  boolean isLive() {
    return switch (shown().status()) {
      case CONNECTED, STARTING, RUNNING, STOPPING -> true;
      case DISCONNECTED, STOPPED, CRASHED, FAILED -> false;
    };
  }

  boolean hasSession() {
    return session != null && session.status() == Status.CONNECTED;
  }

  DriverView view() {
    DriverStatusChanged shown = shown();
    return new DriverView(
        shown.driver().driverKey().value(),
        shown.driver().instanceId().value(),
        name(),
        shown.status(),
        shown.transport(),
        process == null ? shown.restarts() : process.restarts(),
        isTrouble(shown.status()) ? shown.reason() : null,
        session == null ? null : session.remoteAddress(),
        shown.at());
  }

  DriverStatusChanged shown() {
    if (process != null && (session == null || isOver(process.status()))) {
      return process;
    }
    if (session != null && (process == null || session.status() == Status.CONNECTED)) {
      return session;
    }
    return Objects.requireNonNull(process, "a history has at least one event");
  }

  private @Nullable String name() {
    if (session != null && session.name() != null) {
      return session.name();
    }
    return process == null ? null : process.name();
  }

  private static DriverStatusChanged later(
      @Nullable DriverStatusChanged known, DriverStatusChanged event) {
    return known == null || !event.at().isBefore(known.at()) ? event : known;
  }

  private static boolean speaksOfSession(Status status) {
    return switch (status) {
      case CONNECTED, DISCONNECTED -> true;
      case STARTING, RUNNING, STOPPING, STOPPED, CRASHED, FAILED -> false;
    };
  }

  private static boolean isOver(Status status) {
    return switch (status) {
      case STOPPED, CRASHED, FAILED -> true;
      case CONNECTED, DISCONNECTED, STARTING, RUNNING, STOPPING -> false;
    };
  }

  private static boolean isTrouble(Status status) {
    return switch (status) {
      case DISCONNECTED, CRASHED, FAILED -> true;
      case CONNECTED, STARTING, RUNNING, STOPPING, STOPPED -> false;
    };
  }
}
