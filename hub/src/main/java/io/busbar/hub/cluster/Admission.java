package io.busbar.hub.cluster;

import io.busbar.hub.config.Cluster;
import io.busbar.hub.config.ConfigFault;
import io.busbar.hub.database.DatabaseAddress;
import io.busbar.verticles.cluster.NodeEntry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What happens in the database before a node meets the others. */
final class Admission {
  private static final int RUN_BYTES = 8;
  private static final long STEP_SECONDS = 15;

  private final Cluster cluster;
  private final Clock clock;
  private final SecureRandom random;

  Admission(Cluster cluster, Clock clock, SecureRandom random) {
    this.cluster = cluster;
    this.clock = clock;
    this.random = random;
  }

  /**
   * A node that is entered in the database.
   *
   * @param house which database it is
   * @param certificate of all nodes
   */
  record Admitted(Scout scout, NodeEntry self, String house, BusCertificate certificate) {}

  /**
   * Enters this node. Blocks.
   *
   * @throws ConfigFault it does not fit to the others; says what to change
   */
  Admitted enter(
      Scout scout, DatabaseAddress address, Duration limit, String nodeId, String version)
      throws TimeoutException {
    scout.prepare(address, limit);
    NodeEntry self = entry(nodeId, version);
    scout.requireFit(self);
    BusCertificate certificate =
        new BusCertificate(
            scout.sharedKey("bus", BusCertificate.make(random, clock).pem(), random));
    String house = scout.store().house().await(STEP_SECONDS, TimeUnit.SECONDS);
    return new Admitted(scout, scout.enlist(self), house, certificate);
  }

  private NodeEntry entry(String nodeId, String version) {
    byte[] run = new byte[RUN_BYTES];
    random.nextBytes(run);
    return new NodeEntry(
        nodeId,
        HexFormat.of().formatHex(run),
        0,
        cluster.name(),
        version,
        OwnAddress.of(cluster).toString(),
        clock.instant());
  }
}
