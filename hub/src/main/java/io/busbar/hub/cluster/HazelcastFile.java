package io.busbar.hub.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.InvalidConfigurationException;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.YamlConfigBuilder;
import io.busbar.hub.config.Cluster;
import io.busbar.hub.config.Cluster.Member;
import io.busbar.hub.config.ConfigFault;
import io.busbar.verticles.cluster.NodeEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads how nodes watch each other, and adds what the settings of Busbar say. */
final class HazelcastFile {
  static final String NODE = "busbar.node";

  /** Vert.x finds its own name here. */
  private static final String NODE_OF_VERTX = "__vertx.nodeId";

  private HazelcastFile() {}

  /**
   * @throws ConfigFault the file cannot be read
   */
  static Config read(Path file, Cluster cluster, Member self, NodeEntry node) {
    Config config = parse(file);
    config.setClusterName(cluster.name());
    config
        .getMemberAttributeConfig()
        .setAttribute(NODE, node.nodeId())
        .setAttribute(NODE_OF_VERTX, node.run());
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.setProperty("hazelcast.operation.thread.count", "2");
    config.setProperty("hazelcast.jmx", "false");
    config.getJetConfig().setEnabled(false);
    network(config.getNetworkConfig(), cluster, self);
    return config;
  }

  private static void network(NetworkConfig network, Cluster cluster, Member self) {
    network.setPort(self.port()).setPortAutoIncrement(false).setReuseAddress(true);
    network.getInterfaces().setEnabled(true).clear().addInterface(self.host());
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).clear();
    cluster.members().forEach(member -> join.getTcpIpConfig().addMember(member.toString()));
    join.getTcpIpConfig().addMember(self.toString());
  }

  private static Config parse(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new YamlConfigBuilder(in).build();
    } catch (IOException | InvalidConfigurationException e) {
      String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new ConfigFault(
          file + " cannot be read: " + line,
          "Restore conf/cluster.yaml, or set BUSBAR_CLUSTER_FILE to a Hazelcast file in YAML.");
    }
  }
}
