package io.busbar.hub.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.core.HazelcastInstance;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;

/**
 * The bus's book of who serves what, and word of each change of members once that book is right.
 *
 * <p>Hazelcast tells its listeners of a change side by side. Whoever heard that a node is gone
 * before the book was cleaned still found that node's addresses there, and waited for its answer
 * until the time was up.
 */
final class BusMembership extends HazelcastClusterManager {
  private volatile Runnable changed = () -> {};

  BusMembership(HazelcastInstance hazelcast) {
    super(hazelcast);
  }

  /** Runs this after each change from now on, on a thread of Hazelcast. */
  void onChange(Runnable then) {
    changed = then;
  }

  @Override
  public synchronized void memberAdded(MembershipEvent event) {
    super.memberAdded(event);
    changed.run();
  }

  @Override
  public synchronized void memberRemoved(MembershipEvent event) {
    super.memberRemoved(event);
    changed.run();
  }
}
