package io.busbar.verticles.states;

import io.busbar.contracts.cluster.ClusterContract.ClusterView;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract.OwnedDigest;
import io.busbar.contracts.value.DeviceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which node owns the state of which device, as far as this node has heard. Pure. */
final class Owners {
  private final String self;
  private final Map<DeviceId, String> owners = new HashMap<>();
  private ClusterView view;
  private volatile int mine;
  private volatile int theirs;

  Owners(String self) {
    this.self = self;
    this.view = new ClusterView(self, List.of(self));
  }

  void viewChanged(ClusterView now) {
    view = now;
  }

  boolean isMine(DeviceId id) {
    return self.equals(owners.get(id));
  }

  /** Whether another node owns it; there may be nobody who does. */
  boolean isOfAnother(DeviceId id) {
    return owners.containsKey(id) && !isMine(id);
  }

  void mine(DeviceId id) {
    put(id, self);
  }

  void theirs(DeviceId id, String node) {
    put(id, node);
  }

  void forget(DeviceId id) {
    put(id, null);
  }

  /** Whether this node is the one to speak for a device whose owner is out of touch. */
  boolean mayAdopt(DeviceId id) {
    String owner = owners.get(id);
    return (owner == null || !view.has(owner)) && view.isFirst();
  }

  /** Whether all these nodes are in touch with this one. */
  boolean sees(Set<String> nodes) {
    return nodes.stream().allMatch(view::has);
  }

  /** What a node owns of these, in short. */
  OwnedDigest digest(String node, Iterable<DeviceState> states) {
    int count = 0;
    long sum = 0;
    for (DeviceState state : states) {
      if (node.equals(owners.get(state.deviceId()))) {
        count++;
        sum += fingerprint(state);
      }
    }
    return new OwnedDigest(count, sum);
  }

  boolean owns(String node, DeviceId id) {
    return node.equals(owners.get(id));
  }

  /** How many states this node owns; any thread may ask. */
  int countOfMine() {
    return mine;
  }

  /** How many states this node follows; any thread may ask. */
  int countOfTheirs() {
    return theirs;
  }

  private static long fingerprint(DeviceState state) {
    long hash = state.deviceId().value().hashCode();
    hash = hash * 0x9E3779B97F4A7C15L + state.version().epoch();
    hash = hash * 0x9E3779B97F4A7C15L + state.version().version();
    return hash ^ (hash >>> 29);
  }

  private void put(DeviceId id, @Nullable String owner) {
    String before = owner == null ? owners.remove(id) : owners.put(id, owner);
    count(before, -1);
    count(owner, 1);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // One context writes; others read.
  private void count(@Nullable String owner, int by) {
    if (owner == null) {
      return;
    }
    if (owner.equals(self)) {
      mine += by;
    } else {
      theirs += by;
    }
  }
}
