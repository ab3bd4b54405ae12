package io.busbar.faults;

import io.busbar.faults.history.History;
import io.busbar.faults.history.Ops;
import io.busbar.faults.place.HubNode;
import io.busbar.faults.place.LabDatabase;
import io.busbar.faults.place.Terrain;
import io.busbar.faults.place.Terrain.Cut;
import io.busbar.faults.plan.Planned;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Lets the planned faults happen, one after the other, and everything recover between them. */
final class Chaos {
  private static final Duration RECOVERY = Duration.ofMinutes(2);
  private static final Duration NOTICED = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final int LEAST_LOSS = 5;
  private static final int LOSSES = 25;
  private static final int MOST_STEP = 120;

  private final Terrain terrain;
  private final List<HubNode> nodes;
  private final LabDatabase database;
  private final History history;

  Chaos(Terrain terrain, List<HubNode> nodes, LabDatabase database, History history) {
    this.terrain = terrain;
    this.nodes = nodes;
    this.database = database;
    this.history = history;
  }

  /** Goes through the plan until the time is up. */
  void run(List<Planned> plan, Duration time) throws IOException {
    long deadline = System.nanoTime() + time.toNanos();
    for (Planned planned : plan) {
      if (System.nanoTime() + planned.after().toNanos() > deadline) {
        break;
      }
      Pause.forTime(planned.after());
      happen(planned);
    }
    Duration left = Duration.ofNanos(deadline - System.nanoTime());
    if (!left.isNegative()) {
      Pause.forTime(left);
    }
  }

  private void happen(Planned planned) throws IOException {
    String kind = planned.kind().name().toLowerCase(Locale.ROOT);
    String place = Integer.toString(planned.node());
    System.out.printf(
        "%7.1f s  %s of %s for %d ms%n",
        history.now() / 1e6,
        kind,
        planned.node() < 0 ? "the database" : "n" + place,
        planned.duration().toMillis());
    history.seen(Ops.FAULT, kind, place, "begin");
    begin(planned);
    Pause.forTime(planned.duration());
    end(planned);
    recover();
    history.seen(Ops.FAULT, kind, place, "end");
  }

  private void begin(Planned planned) throws IOException {
    switch (planned.kind()) {
      case KILL -> node(planned).kill();
      case RESTART -> node(planned).stop();
      case FREEZE -> node(planned).freeze();
      case DATABASE -> database.kill();
      case PARTITION -> terrain.cut(planned.node(), cut(planned));
      case LOSS -> terrain.lose(planned.node(), LEAST_LOSS + planned.choice() % LOSSES);
      case CLOCK -> node(planned).stepClock(planned.choice() % (2 * MOST_STEP) - MOST_STEP);
      case DISK -> database.fillDisk();
    }
  }

  private void end(Planned planned) throws IOException {
    switch (planned.kind()) {
      case KILL, RESTART -> node(planned).start();
      case FREEZE -> node(planned).thaw();
      case DATABASE -> database.start();
      case PARTITION, LOSS -> terrain.heal();
      case CLOCK -> node(planned).stepClock(0);
      case DISK -> {
        database.freeDisk();
        if (!database.isAlive()) {
          database.start();
        }
      }
    }
  }

  /** Waits until every node is ready; starts those that ended, as a service would. */
  void recover() throws IOException {
    long deadline = System.nanoTime() + RECOVERY.toNanos();
    long settled = System.nanoTime() + NOTICED.toNanos();
    while (System.nanoTime() < deadline) {
      for (HubNode node : nodes) {
        if (!node.isAlive()) {
          serve(node);
        }
      }
      // A node that was cut off or frozen needs a moment to learn that it was given up.
      if (System.nanoTime() > settled && nodes.stream().allMatch(HubNode::isReady)) {
        return;
      }
      Pause.forTime(LOOK);
    }
    for (HubNode node : nodes) {
      if (!node.isReady()) {
        history.seen(Ops.STUCK, node.address().name(), "does not get ready", "");
      }
    }
  }

  /** Starts a node that ended, as a service would. */
  private void serve(HubNode node) throws IOException {
    String name = node.address().name();
    if (node.wantsStart()) {
      history.seen(Ops.ANEW, name, "", "");
    } else {
      history.seen(Ops.STUCK, name, "ended by itself", "");
    }
    node.start();
  }

  private HubNode node(Planned planned) {
    return nodes.get(planned.node() - 1);
  }

  private Cut cut(Planned planned) {
    if (nodes.size() == 1) {
      return Cut.DATABASE;
    }
    List<Cut> cuts = List.of(Cut.values());
    return cuts.get(planned.choice() % cuts.size());
  }
}
