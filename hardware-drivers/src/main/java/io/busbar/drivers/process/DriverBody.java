package io.busbar.drivers.process;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.integrations.ProcessesContract.StartProcess;
import io.busbar.drivers.manifest.DriverFolder;
import io.busbar.drivers.manifest.DriverType;
import io.busbar.drivers.process.log.DriverLog;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * One run of a driver, from its launch to its end: a child process, or a thread of the hub. Used on
 * the supervisor's context only, and never launched twice.
 */
public interface DriverBody {
  /**
   * Launches the driver. Succeeds when it runs. Fails with {@link HubFailure}: INVALID its settings
   * or its surroundings do not allow it, so that trying again is no use · UNAVAILABLE try later.
   * After success {@link Events#ended} is called exactly once; after failure never.
   */
  Future<Void> launch();

  /** Asks it to end, then insists, within seven seconds; ending twice is harmless. */
  void end();

  /** Ends it at once; for a driver that is of no use. */
  void kill();

  /** What the supervisor reports as its transport: {@code process} or {@code builtin}. */
  String transport();

  /** The id of the operating system's process; null when there is none of its own. */
  @Nullable Long pid();

  /** A WebSocket session of the same instance has come (or gone): commands travel on it. */
  void sessionElsewhere(boolean connected);

  /** What a body reports, on the supervisor's context. */
  interface Events {
    /** The driver sent a valid event. */
    void spoke();

    /** The driver is alive but of no use. */
    void unhealthy(String why);

    /** The driver is gone, with all it started. */
    void ended(Ending ending);
  }

  /** Makes the bodies of one kind of driver. */
  interface Maker {
    /** Whether it makes drivers of this type. */
    boolean makes(DriverType type);

    /** Why this driver cannot run here, for a person; null when it can. May block. */
    @Nullable String unavailable(DriverFolder folder);

    DriverBody make(StartProcess wanted, DriverFolder folder, DriverLog log, Events events);
  }
}
