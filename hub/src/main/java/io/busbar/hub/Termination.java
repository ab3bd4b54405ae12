package io.busbar.hub;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and SIGINT: the first stops the hub, waits at most 25 s and ends the process with 0 (1
 * when something failed to stop); the second halts it.
 */
public final class Termination {
  private static final Logger log = LoggerFactory.getLogger(Termination.class);
  private static final long LIMIT_SECONDS = 25;
  private static final int HALTED = 130;

  private final Hub hub;
  private final AtomicBoolean asked = new AtomicBoolean();

  private Termination(Hub hub) {
    this.hub = hub;
  }

  /** Ties the signals of this process to the hub. */
  public static void install(Hub hub) {
    Termination termination = new Termination(hub);
    try {
      termination.listen("TERM");
      termination.listen("INT");
    } catch (ReflectiveOperationException e) {
      log.debug("No signals on this machine; a shutdown hook serves instead", e);
      Runtime.getRuntime().addShutdownHook(new Thread(hub::close, "stop"));
    }
  }

  /** Signals are no API of the platform, though every JDK has them: hence reflection. */
  private void listen(String name) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> receiver = Class.forName("sun.misc.SignalHandler");
    Object onSignal =
        Proxy.newProxyInstance(
            receiver.getClassLoader(),
            new Class<?>[] {receiver},
            (proxy, method, arguments) -> {
              if (method.getName().equals("handle")) {
                terminate();
              }
              return null;
            });
    Object previous =
        signal
            .getMethod("handle", signal, receiver)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), onSignal);
    log.trace("{} was handled by {}", name, previous);
  }

  private void terminate() {
    if (!asked.compareAndSet(false, true)) {
      Runtime.getRuntime().halt(HALTED);
    }
    Thread watchdog = new Thread(this::haltLate, "stop-limit");
    watchdog.setDaemon(true);
    watchdog.start();
    // The thread of a signal is a daemon, and so would be its children: the process would end
    // early.
    Thread stop = new Thread(this::stopAndEnd, "stop");
    stop.setDaemon(false);
    stop.start();
  }

  private void stopAndEnd() {
    long begin = System.nanoTime();
    log.info("Stopping");
    boolean clean = hub.stop();
    log.info("Stopped in {} ms", (System.nanoTime() - begin) / 1_000_000);
    System.exit(clean ? 0 : 1);
  }

  private void haltLate() {
    try {
      Thread.sleep(LIMIT_SECONDS * 1_000);
      log.error("Not stopped within {} s: halting.", LIMIT_SECONDS);
      Runtime.getRuntime().halt(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
