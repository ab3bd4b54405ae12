package io.busbar.drivers.process.stdio;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A driver process with all it started. Every method may block for a moment. */
final class ProcessGroup {
  private static final Logger log = LoggerFactory.getLogger(ProcessGroup.class);
  private static final int SIGNAL_SECONDS = 2;

  private final ProcessHandle leader;
  private final boolean ownGroup;

  /**
   * @param ownGroup whether the leader leads a process group, which is then signalled as a whole
   */
  ProcessGroup(ProcessHandle leader, boolean ownGroup) {
    this.leader = leader;
    this.ownGroup = ownGroup;
  }

  /** Asks all to end. */
  void terminate() {
    List<ProcessHandle> children = descendants();
    signal("TERM");
    children.forEach(ProcessHandle::destroy);
    leader.destroy();
  }

  /** Ends all at once, also those that outlived their leader. */
  void kill() {
    List<ProcessHandle> children = descendants();
    signal("KILL");
    children.forEach(ProcessHandle::destroyForcibly);
    leader.destroyForcibly();
  }

  private List<ProcessHandle> descendants() {
    try (Stream<ProcessHandle> found = leader.descendants()) {
      return found.toList();
    }
  }

  /** The shell's own kill: not every machine has one as a program. */
  private void signal(String name) {
    if (!ownGroup) {
      return;
    }
    try {
      Process kill =
          new ProcessBuilder("/bin/sh", "-c", "kill -s " + name + " -- -" + leader.pid())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!kill.waitFor(SIGNAL_SECONDS, TimeUnit.SECONDS)) {
        kill.destroyForcibly();
      }
    } catch (IOException e) {
      log.warn("Cannot signal process group {}: {}", leader.pid(), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
