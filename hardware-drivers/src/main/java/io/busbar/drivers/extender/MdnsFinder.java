package io.busbar.drivers.extender;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Browses {@code _http._tcp} for extenders, which say {@code model=KC868-AG} and {@code
 * mf=KINCONY}, and keys them by hardware address: their names follow the host name (spec 8.3,
 * decision 44). Looks at most twice a minute, however many ask.
 */
public final class MdnsFinder implements ExtenderFinder {
  static final String SERVICE = "_http._tcp.local.";
  private static final Logger log = LoggerFactory.getLogger(MdnsFinder.class);
  private static final String MODEL = "KC868-AG";
  private static final String MAKER = "KINCONY";
  private static final int MAX_FOUND = 64;

  private final Vertx vertx;
  private final Callable<InetAddress> network;
  private final Clock clock;
  private final Duration listening;
  private final Duration rest;
  private @Nullable Future<Map<String, String>> latest;
  private Instant lookedAt = Instant.MIN;

  /**
   * @param network the address of the network to look in
   * @param listening how long answers are waited for
   * @param rest how long what was found is good
   */
  public MdnsFinder(
      Vertx vertx, Callable<InetAddress> network, Clock clock, Duration listening, Duration rest) {
    this.vertx = vertx;
    this.network = network;
    this.clock = clock;
    this.listening = listening;
    this.rest = rest;
  }

  @Override
  public Future<Optional<String>> find(String mac) {
    return look().map(found -> chosen(found, plain(mac)));
  }

  /**
   * The address of this machine in the network to look in: the first that speaks multicast.
   *
   * @throws IOException when there is none
   */
  public static InetAddress network() throws IOException {
    for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      if (each.isUp() && !each.isLoopback() && each.supportsMulticast()) {
        for (InetAddress address : Collections.list(each.getInetAddresses())) {
          if (address instanceof Inet4Address) {
            return address;
          }
        }
      }
    }
    throw new IOException("This machine has no network with multicast.");
  }

  static Optional<String> chosen(Map<String, String> byMac, String mac) {
    if (!mac.isEmpty()) {
      return Optional.ofNullable(byMac.get(mac));
    }
    return byMac.size() == 1 ? byMac.values().stream().findFirst() : Optional.empty();
  }

  /** The address an announcement stands for; empty when it is no extender's. */
  static Optional<Map.Entry<String, String>> read(
      @Nullable String model, @Nullable String maker, @Nullable String mac, List<String> hosts) {
    boolean extender = MODEL.equalsIgnoreCase(model) && MAKER.equalsIgnoreCase(maker);
    String key = mac == null ? "" : plain(mac);
    return extender && key.length() == 12 && !hosts.isEmpty()
        ? Optional.of(Map.entry(key, hosts.get(0)))
        : Optional.empty();
  }

  static String plain(String mac) {
    return mac.replaceAll("[^0-9A-Fa-f]", "").toLowerCase(Locale.ROOT);
  }

  private synchronized Future<Map<String, String>> look() {
    Future<Map<String, String>> before = latest;
    if (before != null && clock.instant().isBefore(lookedAt.plus(rest))) {
      return before;
    }
    lookedAt = clock.instant();
    Future<Map<String, String>> looking =
        vertx.executeBlocking(this::browse, false).recover(MdnsFinder::nothing);
    latest = looking;
    return looking;
  }

  private Map<String, String> browse() throws Exception {
    Map<String, String> found = new TreeMap<>();
    try (JmDNS mdns = JmDNS.create(network.call())) {
      for (ServiceInfo service : mdns.list(SERVICE, listening.toMillis())) {
        if (found.size() < MAX_FOUND) {
          read(
                  service.getPropertyString("model"),
                  service.getPropertyString("mf"),
                  service.getPropertyString("mac"),
                  List.of(service.getHostAddresses()))
              .ifPresent(each -> found.put(each.getKey(), each.getValue()));
        }
      }
    }
    return found;
  }

  private static Future<Map<String, String>> nothing(Throwable why) {
    if (why instanceof IOException) {
      log.debug("The network cannot be browsed for extenders", why);
    } else {
      log.warn("The network cannot be browsed for extenders", why);
    }
    return Future.succeededFuture(Map.of());
  }
}
