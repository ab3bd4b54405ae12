package io.busbar.hub.outgoing;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;

/** Which machines programs may call, judged by the address that is really called. */
final class AddressRules {
  private static final int BYTE = 0xff;
  private static final int CARRIER_FIRST = 100;
  private static final int CARRIER_MASK = 0xc0;
  private static final int CARRIER_SECOND = 64;
  private static final int EMBEDDED_IPV4 = 12;

  private final Set<String> allowedHosts;

  /**
   * @param allowedHosts may be called whatever their address is
   */
  AddressRules(Set<String> allowedHosts) {
    this.allowedHosts = Set.copyOf(allowedHosts);
  }

  boolean allows(String host, InetAddress address) {
    return allowedHosts.contains(host.toLowerCase(Locale.ROOT)) || isOrdinary(address);
  }

  private static boolean isOrdinary(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean special =
        address.isLoopbackAddress()
            || address.isAnyLocalAddress()
            || address.isLinkLocalAddress()
            || address.isMulticastAddress();
    if (special) {
      return false;
    }
    return address instanceof Inet6Address ? !hidesIpv4(bytes) : isOrdinaryIpv4(bytes);
  }

  /** 100.64.0.0/10 holds the metadata services of some clouds; 0/8 and 240/4 are nobody's. */
  private static boolean isOrdinaryIpv4(byte[] bytes) {
    int first = bytes[0] & BYTE;
    boolean carrier = first == CARRIER_FIRST && (bytes[1] & CARRIER_MASK) == CARRIER_SECOND;
    return first != 0 && first < 240 && !carrier;
  }

  /** ::a.b.c.d, 64:ff9b::/96 and 2002::/16 lead to an IPv4 address nobody has judged. */
  private static boolean hidesIpv4(byte[] bytes) {
    boolean compatible = true;
    for (int i = 0; i < EMBEDDED_IPV4; i++) {
      compatible &= bytes[i] == 0;
    }
    boolean translated =
        bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & BYTE) == 0xff && (bytes[3] & BYTE) == 0x9b;
    boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
    return compatible || translated || sixToFour;
  }
}
