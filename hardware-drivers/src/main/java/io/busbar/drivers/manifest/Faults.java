package io.busbar.drivers.manifest;

import io.busbar.contracts.bus.HubFailure;
import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with one document, so that it is mended in one go. */
final class Faults {
  private static final int MAX = 50;

  private final List<String> found = new ArrayList<>();
  private int left;

  /** Notes a fault: where (a JSON path or a file), what is wrong, and how to mend it. */
  void add(String where, String what, String hint) {
    if (found.size() < MAX) {
      found.add("%s: %s. %s".formatted(where, what, hint));
      return;
    }
    left++;
  }

  boolean none() {
    return found.isEmpty();
  }

  HubFailure failure(String message, String hint) {
    List<String> details = new ArrayList<>(found);
    if (left > 0) {
      details.add("... and %d more.".formatted(left));
    }
    return HubFailure.invalid(message, hint).reason("INVALID_DRIVER").details(details);
  }
}
