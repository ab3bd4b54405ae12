package io.busbar.verticles.commands.maps;

import io.busbar.contracts.bus.HubFailure;
import java.util.List;

/** Says what is wrong with an action map, and where. */
final class Fault {
  private Fault() {}

  /** A failure whose message begins with the path of what is wrong. */
  static HubFailure at(String path, String what, String hint) {
    return HubFailure.invalid("%s %s.".formatted(path, what), hint)
        .details(List.of("%s: %s".formatted(path, what)));
  }
}
