package io.busbar.verticles.programs;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses a program may call. It judges what is written and asks no name server; names are
 * judged again, by their addresses, when they are called.
 */
final class UrlRules {
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final int IPV4_PARTS = 4;

  private final Set<String> allowedHosts;

  /**
   * @param allowedHosts may be called whatever their address is
   */
  UrlRules(Set<String> allowedHosts) {
    this.allowedHosts = Set.copyOf(allowedHosts);
  }

  /** What is wrong with an address; empty when it may be called. */
  Optional<String> fault(String text) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      return Optional.of("is no address: " + e.getReason());
    }
    if (url.getScheme() == null || !SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT))) {
      return Optional.of("must begin with http:// or https://");
    }
    if (url.getHost() == null) {
      return Optional.of("must name a host");
    }
    if (url.getUserInfo() != null) {
      return Optional.of("must not hold a user; send an Authorization header");
    }
    return hostFault(url.getHost().toLowerCase(Locale.ROOT));
  }

  private Optional<String> hostFault(String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (allowedHosts.contains(name)) {
      return Optional.empty();
    }
    if (name.equals("localhost") || name.endsWith(".localhost")) {
      return Optional.of(refusal("this machine"));
    }
    return Optional.ofNullable(literal(name)).flatMap(UrlRules::addressFault);
  }

  private static Optional<String> addressFault(InetAddress address) {
    if (address.isLoopbackAddress()) {
      return Optional.of(refusal("this machine"));
    }
    if (address.isAnyLocalAddress() || address.getAddress()[0] == 0) {
      return Optional.of(refusal("no machine"));
    }
    if (address.isLinkLocalAddress()) {
      return Optional.of(refusal("a link-local address"));
    }
    if (address.isMulticastAddress() || (address.getAddress()[0] & 0xff) == 0xff) {
      return Optional.of(refusal("many machines"));
    }
    return Optional.empty();
  }

  private static String refusal(String what) {
    return "must not lead to " + what + "; the hub's settings can allow the host";
  }

  private static @Nullable InetAddress literal(String host) {
    try {
      if (host.startsWith("[")) {
        return InetAddress.getByName(host);
      }
      byte[] bytes = ipv4(host.split("\\.", -1));
      return bytes == null ? null : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** All the ways C libraries read an IPv4 address: fewer parts, octal, hexadecimal. */
  private static byte @Nullable [] ipv4(String[] parts) {
    if (parts.length > IPV4_PARTS) {
      return null;
    }
    long address = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      long room = last ? 1L << (8 * (IPV4_PARTS - i)) : 256;
      long part = number(parts[i]);
      if (part < 0 || part >= room) {
        return null;
      }
      address = address * room + part;
    }
    return new byte[] {
      (byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address
    };
  }

  private static long number(String part) {
    try {
      if (part.startsWith("0x")) {
        return Long.parseLong(part.substring(2), 16);
      }
      boolean octal = part.length() > 1 && part.startsWith("0");
      return part.matches("\\d{1,12}") ? Long.parseLong(part, octal ? 8 : 10) : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
