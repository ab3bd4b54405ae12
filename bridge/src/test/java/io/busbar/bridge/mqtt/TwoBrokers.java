package io.busbar.bridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.bridge.mqtt.model.Message;
import io.busbar.bridge.mqtt.model.Topics;
import io.busbar.bridge.testing.Await;
import io.busbar.contracts.broker.BrokerContract;
import io.busbar.contracts.broker.BrokerContract.Confirm;
import io.busbar.contracts.broker.BrokerContract.MessagePublished;
import io.busbar.contracts.cluster.ClusterContract;
import io.busbar.contracts.cluster.ClusterContract.ClusterView;
import io.busbar.contracts.value.Nothing;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** Brokers of two nodes, "attic" and "cellar", and of others, on one bus and one store. */
final class TwoBrokers implements AutoCloseable {
  private static final BrokerLimits LIMITS =
      new BrokerLimits(
          50,
          10_000,
          100,
          10_000,
          5000,
          8 << 20,
          40,
          10,
          100_000,
          new Topics.Limits(100, 8),
          100,
          1 << 20,
          Duration.ofSeconds(60),
          Duration.ofDays(1));

  private final BrokerUnderTest ground = BrokerUnderTest.open(LIMITS);
  private final List<String> nodes = new CopyOnWriteArrayList<>(List.of("attic", "cellar"));
  private final Map<String, MqttDoor> doors = new HashMap<>();
  private final Map<String, String> deployments = new HashMap<>();
  private final Map<String, Integer> lives = new HashMap<>();

  TwoBrokers() {
    start("attic");
    start("cellar");
  }

  StoredBroker stored() {
    return ground.stored();
  }

  BrokerCounts counts() {
    return ground.counts();
  }

  int port(String node) {
    return Objects.requireNonNull(doors.get(node)).port();
  }

  /** The life of a node that runs. */
  String run(String node) {
    return node + "-" + lives.get(node);
  }

  /** Starts a node's broker, in another life than before. */
  void start(String node) {
    lives.merge(node, 1, Integer::sum);
    String run = run(node);
    stored().holders().living().add(run);
    see(node, true);
    MqttDoor door = ground.make(node, new Neighbours(run, () -> view(node)));
    doors.put(node, door);
    deployments.put(node, ground.deploy(door));
  }

  /** Nothing of this node reaches the store any more; the others are not told. */
  void silence(String node) {
    stored().silence(run(node));
  }

  /** A life of a node tells of a message, as it does when it goes on after it stood still. */
  void tellAs(String node, String run, long number, Message message) {
    ground
        .bus()
        .publish(
            BrokerContract.PUBLISHED,
            new MessagePublished(node, MessageFormat.write(message), run, number, number, null));
  }

  /**
   * The others take nothing of a node any more. It hears them and reaches the store, and it is not
   * certain yet which of them goes on.
   */
  void cutOff(String node) {
    stored().undecided(true);
    see(node, false);
  }

  /** It is certain that those go on that reach each other. */
  void agreeOnEnds() {
    stored().undecided(false);
  }

  /** A broker tells a node what it has. */
  void confirm(String node, Confirm confirm) {
    assertThat(Await.result(ground.bus().request(BrokerContract.CONFIRM.at(node), confirm)))
        .isEqualTo(Nothing.NOTHING);
  }

  /** A node is gone, and the others see it. What it still wanted to write is not written. */
  void lose(String node) {
    silence(node);
    stored().holders().living().remove(run(node));
    String deployment = Objects.requireNonNull(deployments.remove(node));
    Void unused = Await.result(ground.vertx().undeploy(deployment).otherwiseEmpty());
    see(node, false);
  }

  private ClusterView view(String node) {
    return new ClusterView(node, nodes);
  }

  private void see(String node, boolean there) {
    nodes.remove(node);
    if (there) {
      nodes.add(node);
    }
    ground.bus().tell(ClusterContract.VIEW, view(nodes.get(0)));
  }

  @Override
  public void close() {
    ground.close();
  }
}
