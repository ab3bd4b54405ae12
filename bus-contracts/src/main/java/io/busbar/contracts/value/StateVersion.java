package io.busbar.contracts.value;

import java.util.Comparator;

/**
 * Orders the states of one device.
 *
 * @param epoch grows when another node (or the same one, restarted) takes the device over
 * @param version grows by one with each change
 */
public record StateVersion(long epoch, long version) implements Comparable<StateVersion> {
  public static final StateVersion NONE = new StateVersion(0, 0);

  private static final Comparator<StateVersion> ORDER =
      Comparator.comparingLong(StateVersion::epoch).thenComparingLong(StateVersion::version);

  public StateVersion next() {
    return new StateVersion(epoch, version + 1);
  }

  public StateVersion nextEpoch() {
    return new StateVersion(epoch + 1, version);
  }

  @Override
  public int compareTo(StateVersion other) {
    return ORDER.compare(this, other);
  }
}
