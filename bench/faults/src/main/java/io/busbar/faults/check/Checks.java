package io.busbar.faults.check;

import java.util.List;

/** Everything that is checked. */
public final class Checks {
  private Checks() {}

  /** One of each kind. */
  public static List<Check> all() {
    return List.of(
        new LinearRegisters(),
        new CommandsEndOnce(),
        new FeedsKeepOrder(),
        new StatesSettle(),
        new VersionsGrow(),
        new TriggersFireOnce(),
        new SchedulesFireOnce(),
        new MessagesArrive(),
        new NodesReturn());
  }
}
