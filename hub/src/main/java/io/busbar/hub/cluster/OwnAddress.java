package io.busbar.hub.cluster;

import io.busbar.hub.config.Cluster;
import io.busbar.hub.config.Cluster.Member;
import io.busbar.hub.config.ConfigFault;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Predicate;

/** Which of the members this node is. */
final class OwnAddress {
  private OwnAddress() {}

  /**
   * The configured one, or the only member that is this machine.
   *
   * @throws ConfigFault no member is, or several are
   */
  static Member of(Cluster cluster) {
    return of(cluster, OwnAddress::isHere);
  }

  static Member of(Cluster cluster, Predicate<String> isHere) {
    String host = cluster.host();
    Integer port = cluster.port();
    List<Member> fitting =
        cluster.members().stream()
            .filter(
                member -> host == null ? isHere.test(member.host()) : member.host().equals(host))
            .filter(member -> port == null || member.port() == port)
            .toList();
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    if (host != null && port != null) {
      return new Member(host, port);
    }
    String found = fitting.isEmpty() ? "None" : "More than one";
    throw new ConfigFault(
        found + " of the members is this node: " + cluster.members() + ".",
        "Set BUSBAR_CLUSTER_HOST and BUSBAR_CLUSTER_PORT to this node's own entry.");
  }

  private static boolean isHere(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (UnknownHostException | SocketException e) {
      return false;
    }
  }
}
