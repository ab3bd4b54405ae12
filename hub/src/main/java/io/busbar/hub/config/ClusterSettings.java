package io.busbar.hub.config;

import io.busbar.hub.config.Cluster.Member;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a person says about this node and the others. */
final class ClusterSettings {
  private static final Pattern MEMBER =
      Pattern.compile("(\\[[0-9a-fA-F:]{2,45}]|[0-9A-Za-z._-]{1,253}):(\\d{1,5})");
  private static final int MAX_PORT = 65_535;

  private ClusterSettings() {}

  /**
   * @throws ConfigFault a node without a shared database or secret, an entry that is no host:port,
   *     or a value out of range
   */
  static HubConfig.Node read(Settings settings) {
    return new HubConfig.Node(
        id(settings), settings.isSet(ConfigKey.CLUSTER_MEMBERS) ? cluster(settings) : null);
  }

  private static @Nullable String id(Settings settings) {
    String id = settings.optional(ConfigKey.NODE_ID);
    if (id != null && !id.matches("[A-Za-z0-9-]{1,32}")) {
      throw ConfigFault.of(
          ConfigKey.NODE_ID,
          "cannot be '" + id + "'",
          "Use 1 to 32 letters, digits and hyphens, or leave it empty.");
    }
    return id;
  }

  private static Cluster cluster(Settings settings) {
    if (!settings.isSet(ConfigKey.DATABASE_URL)) {
      throw ConfigFault.of(
          ConfigKey.CLUSTER_MEMBERS,
          "is set, but this node has a database of its own",
          "Nodes share one house through one PostgreSQL: set BUSBAR_DATABASE_URL, the same on all.");
    }
    Secret secret = settings.secret(ConfigKey.CLUSTER_SECRET);
    if (secret == null) {
      throw ConfigFault.of(
          ConfigKey.CLUSTER_SECRET,
          "is missing",
          "Make one with `openssl rand -hex 32` and give it to every node.");
    }
    return new Cluster(
        members(settings),
        settings.optional(ConfigKey.CLUSTER_HOST),
        settings.isSet(ConfigKey.CLUSTER_PORT)
            ? settings.number(ConfigKey.CLUSTER_PORT, 1, MAX_PORT)
            : null,
        settings.port(ConfigKey.CLUSTER_BUS_PORT),
        settings.text(ConfigKey.CLUSTER_NAME),
        secret,
        settings.isSet(ConfigKey.CLUSTER_FILE) ? file(settings) : null);
  }

  private static Path file(Settings settings) {
    return settings.path(ConfigKey.CLUSTER_FILE);
  }

  private static List<Member> members(Settings settings) {
    return settings.list(ConfigKey.CLUSTER_MEMBERS).stream().map(ClusterSettings::member).toList();
  }

  private static Member member(String text) {
    Matcher entry = MEMBER.matcher(text);
    int port = entry.matches() ? Integer.parseInt(entry.group(2)) : 0;
    if (port < 1 || port > MAX_PORT) {
      throw ConfigFault.of(
          ConfigKey.CLUSTER_MEMBERS,
          "has '" + text + "'",
          "Write host:port,host:port, one for each node.");
    }
    return new Member(entry.group(1).replaceAll("[\\[\\]]", ""), port);
  }
}
