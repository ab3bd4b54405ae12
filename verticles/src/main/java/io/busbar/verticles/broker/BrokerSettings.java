package io.busbar.verticles.broker;

import io.busbar.contracts.broker.BrokerContract.Right;
import java.util.List;
import java.util.Map;

/**
 * Who may use the broker.
 *
 * @param users names with passwords, never stored; empty: one is generated when none is stored
 * @param rights of those who may not do everything, by name
 * @param guests names with passwords beside those, never stored either
 */
public record BrokerSettings(
    Map<String, String> users, Map<String, List<Right>> rights, Map<String, String> guests) {
  private static final List<Right> EVERYTHING =
      List.of(new Right("#", true, true), new Right("$SYS/#", true, false));

  public BrokerSettings {
    users = Map.copyOf(users);
    rights = Map.copyOf(rights);
    guests = Map.copyOf(guests);
  }

  List<Right> rightsOf(String name) {
    return rights.getOrDefault(name, EVERYTHING);
  }

  @Override
  public String toString() {
    return "BrokerSettings[users=%s, passwords=[hidden], rights=%s]"
        .formatted(users.keySet(), rights);
  }
}
