package io.busbar.drivers.discovery;

import java.time.Duration;

/**
 * How much is heard and told.
 *
 * @param devices how many devices there may be, of all dialects
 * @param filters how many topics may be followed
 * @param commands how many different commands there may be, of all devices
 * @param perTopic how many messages of one topic may wait; the oldest goes first
 * @param waiting how many messages may wait at all
 * @param waitingBytes how long all waiting messages together may be
 * @param announcementsPerSecond how many messages of the filters heard from the beginning are read;
 *     others wait
 * @param toldPerSecond how much the hub is told
 * @param settling how long a new device is collected before it is told
 * @param pause between two things told of one device
 */
public record DiscoveryLimits(
    int devices,
    int filters,
    int commands,
    int perTopic,
    int waiting,
    long waitingBytes,
    int announcementsPerSecond,
    int toldPerSecond,
    Duration settling,
    Duration pause) {
  /** What suits a large house and the limits of the driver socket. */
  public static final DiscoveryLimits DEFAULT =
      new DiscoveryLimits(
          1_500,
          20_000,
          10_000,
          64,
          20_000,
          32L * 1024 * 1024,
          500,
          150,
          Duration.ofMillis(300),
          Duration.ofMillis(100));
}
