package io.busbar.hub.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node is told about the nodes it shares its house with.
 *
 * @param members where all of them are found, this one among them
 * @param host its own address; null: the one member that is this machine
 * @param port its own port; null: that of its entry
 * @param busPort where it takes messages; 0: any free port
 * @param name of the house, the same on all nodes
 * @param secret the same on all nodes
 * @param file how they watch each other; null: the one that is shipped
 */
public record Cluster(
    List<Member> members,
    @Nullable String host,
    @Nullable Integer port,
    int busPort,
    String name,
    Secret secret,
    @Nullable Path file) {
  private static final int MIN_SECRET = 32;
  private static final int MOST_MEMBERS = 64;

  public Cluster {
    members = List.copyOf(members);
    if (members.size() > MOST_MEMBERS) {
      throw ConfigFault.of(
          ConfigKey.CLUSTER_MEMBERS,
          "has more than %d nodes".formatted(MOST_MEMBERS),
          "Name those that are always there; a node needs to reach one of them.");
    }
    if (!name.matches("[A-Za-z0-9-]{1,64}")) {
      throw ConfigFault.of(
          ConfigKey.CLUSTER_NAME, "is no name", "Use 1 to 64 letters, digits and hyphens.");
    }
    if (secret.reveal().length() < MIN_SECRET) {
      throw ConfigFault.of(
          ConfigKey.CLUSTER_SECRET,
          "is shorter than " + MIN_SECRET + " characters",
          "Make one with `openssl rand -hex 32` and give it to every node.");
    }
  }

  /** Where one node is found. */
  public record Member(String host, int port) {
    @Override
    public String toString() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }
}
