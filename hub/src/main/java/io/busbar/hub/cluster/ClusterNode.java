package io.busbar.hub.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.cluster.ClusterContract;
import io.busbar.contracts.cluster.ClusterContract.ClusterView;
import io.busbar.hub.config.Cluster;
import io.busbar.hub.config.ConfigFault;
import io.busbar.hub.config.HubConfig;
import io.busbar.hub.database.DatabaseAddress;
import io.busbar.verticles.cluster.NodeEntry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This node's membership: from the first greeting to the last. */
public final class ClusterNode implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ClusterNode.class);
  private static final int NONCE_BYTES = 32;
  private static final long JOIN_SECONDS = 60;
  private static final long REACHED_NANOS = TimeUnit.SECONDS.toNanos(25);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Scout scout;
  private final NodeEntry self;
  private final HazelcastInstance hazelcast;
  private final BusMembership membership;
  private final BusCertificate certificate;
  private final Runnable startAnew;
  private volatile List<String> seen = List.of();

  private ClusterNode(
      Admission.Admitted admitted, HazelcastInstance hazelcast, Runnable startAnew) {
    this.scout = admitted.scout();
    this.self = admitted.self();
    this.hazelcast = hazelcast;
    this.membership = new BusMembership(hazelcast);
    this.certificate = admitted.certificate();
    this.startAnew = startAnew;
  }

  /**
   * Enters the database, then meets the other nodes. Blocks.
   *
   * @param startAnew called when the others took this node for dead, or it belongs to the smaller
   *     part of a house that was split: it must leave and come again
   * @throws ConfigFault this node does not fit to the others, is turned away, or cannot reach them;
   *     says what to change
   */
  public static ClusterNode join(
      HubConfig config,
      Cluster cluster,
      Identity identity,
      DatabaseAddress address,
      Runnable startAnew)
      throws Exception {
    Clock clock = Clock.systemUTC();
    SecureRandom random = new SecureRandom();
    Scout scout = new Scout(cluster, address, clock, startAnew);
    try {
      Admission.Admitted admitted =
          new Admission(cluster, clock, random)
              .enter(
                  scout,
                  address,
                  config.database().connectWithin(),
                  identity.nodeId(),
                  identity.version());
      return meet(config, cluster, admitted, startAnew);
    } catch (Exception e) { // Rethrown: only the closing belongs here.
      scout.close();
      throw e;
    }
  }

  /** Who this node is before it is entered. */
  public record Identity(String nodeId, String version) {}

  private static ClusterNode meet(
      HubConfig config, Cluster cluster, Admission.Admitted admitted, Runnable startAnew)
      throws TimeoutException {
    NodeEntry self = admitted.self();
    SecureRandom random = new SecureRandom();
    MemberGate gate =
        new MemberGate(
            new SharedSecret(cluster.secret()), () -> hello(admitted, Clock.systemUTC(), random));
    Path shipped = config.home().resolve("conf/cluster.yaml");
    Config file =
        HazelcastFile.read(
            Objects.requireNonNullElse(cluster.file(), shipped),
            cluster,
            OwnAddress.of(cluster),
            self);
    try {
      ClusterNode node = new ClusterNode(admitted, start(file, self, gate), startAnew);
      node.awaitOthers(gate);
      return node;
    } catch (ConfigFault | TimeoutException e) {
      admitted.scout().resign(self);
      throw e;
    }
  }

  private static Hello hello(Admission.Admitted admitted, Clock clock, SecureRandom random) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    NodeEntry self = admitted.self();
    return new Hello(
        self.cluster(),
        self.version(),
        admitted.house(),
        self.nodeId(),
        clock.instant(),
        HexFormat.of().formatHex(nonce));
  }

  private static HazelcastInstance start(Config config, NodeEntry self, MemberGate gate) {
    try {
      return HazelcastInstanceFactory.newHazelcastInstance(
          config, "busbar-" + self.run(), new GuardedContext(gate));
    } catch (HazelcastException | IllegalStateException e) {
      if (gate.refusal().isPresent()) {
        throw gate.refusal().get().fault();
      }
      throw new ConfigFault(
          "This node cannot be a member at %s: %s".formatted(self.address(), e.getMessage()),
          "Is the port free, and is BUSBAR_CLUSTER_HOST an address of this machine?");
    }
  }

  /** Whoever is alive by the database must be reached, or there would be two houses. */
  private void awaitOthers(MemberGate gate) throws TimeoutException {
    long deadline = System.nanoTime() + REACHED_NANOS;
    while (true) {
      List<NodeEntry> missing =
          scout.others(self).stream().filter(node -> !names().contains(node.nodeId())).toList();
      if (missing.isEmpty()) {
        return;
      }
      if (gate.refusal().isPresent()) {
        hazelcast.shutdown();
        throw gate.refusal().get().fault();
      }
      if (System.nanoTime() > deadline) {
        hazelcast.shutdown();
        NodeEntry one = missing.get(0);
        throw new ConfigFault(
            "The node '%s' is alive but not reached at %s.".formatted(one.nodeId(), one.address()),
            "Name it in BUSBAR_CLUSTER_MEMBERS here and this node there; let both ports through.");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** The node and its life. */
  public NodeEntry self() {
    return self;
  }

  /** Vert.x with the other nodes. Blocks. */
  public Vertx open(VertxBuilder builder, VertxOptions options, int busPort)
      throws TimeoutException {
    String host = hazelcast.getCluster().getLocalMember().getAddress().getHost();
    options.getEventBusOptions().setHost(host).setPort(busPort);
    options.setEventBusOptions(certificate.on(options.getEventBusOptions()));
    return builder
        .with(options)
        .withClusterManager(membership)
        .buildClustered()
        .await(JOIN_SECONDS, TimeUnit.SECONDS);
  }

  /** Tells the bus of this node, from now on, which nodes there are. */
  public void announce(Vertx vertx, HubBus bus) {
    membership.onChange(() -> tell(vertx, bus));
    tell(vertx, bus);
    hazelcast
        .getLifecycleService()
        .addLifecycleListener(
            event -> {
              if (event.getState() == LifecycleState.MERGING) {
                log.warn("The house was split and this part was the smaller: starting anew");
                startAnew.run();
              }
            });
  }

  /** The nodes this one is in touch with. */
  public ClusterView view() {
    return new ClusterView(self.nodeId(), List.copyOf(names()));
  }

  /** The others this one is in touch with. */
  public List<String> others() {
    return names().stream().filter(name -> !name.equals(self.nodeId())).toList();
  }

  /**
   * A key all nodes have alike: the one the cluster keeps, or else this one. Blocks.
   *
   * @throws ConfigFault it cannot be opened with the secret of this node
   */
  public String sharedKey(String name, String own) throws TimeoutException {
    return scout.sharedKey(name, own, new SecureRandom());
  }

  @Override
  public void close() throws TimeoutException {
    hazelcast.shutdown();
    try {
      scout.resign(self);
    } finally {
      scout.close();
    }
  }

  private void tell(Vertx vertx, HubBus bus) {
    vertx.runOnContext(turn -> tell(bus, view()));
  }

  private void tell(HubBus bus, ClusterView view) {
    log.info("Nodes in touch: {}", view.nodes());
    seen.stream().filter(node -> !view.has(node)).forEach(node -> lost(bus, node));
    seen = view.nodes();
    bus.tell(ClusterContract.VIEW, view);
  }

  /** Sessions of Socket.IO write a node's name with other letters. */
  private static void lost(HubBus bus, String node) {
    bus.lost(node);
    bus.lost(node.replace('-', '_'));
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (Member member : hazelcast.getCluster().getMembers()) {
      String name = member.getAttribute(HazelcastFile.NODE);
      names.add(Objects.requireNonNullElse(name, member.getUuid().toString()));
    }
    return names;
  }
}
