package io.busbar.faults.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Each node in a network namespace of its own, with one cable to the lab, which routes between
 * them. Cuts are routing rules that drop. The lab itself runs in a namespace that ends with it, so
 * that nothing stays behind however it ends.
 */
public final class RoutedTerrain implements Terrain, AutoCloseable {
  private static final String DATABASE = "10.77.0.1";
  private static final int RULES = 50;
  private static final int TURN_MS = 40;
  private static final int HTTP = 8080;
  private static final int MANAGEMENT = 8081;
  private static final int MQTT = 1883;
  private static final int CLUSTER = 5701;
  private static final int BUS = 5801;

  private final int count;
  private final Random random;
  private final boolean emulates;
  private final ScheduledExecutorService dropping = Executors.newSingleThreadScheduledExecutor();
  private final List<List<String>> rules = new ArrayList<>();
  private @Nullable ScheduledFuture<?> loss;
  private int losing;
  private boolean dropped;

  private RoutedTerrain(int count, long seed, boolean emulates) {
    this.count = count;
    this.random = new Random(seed);
    this.emulates = emulates;
  }

  /** Builds the network in the namespace this process runs in. */
  public static RoutedTerrain of(int count, long seed) throws IOException {
    ip("link", "set", "lo", "up");
    ip("addr", "add", DATABASE + "/32", "dev", "lo");
    // The rule for local addresses gives way to those that cut the lab itself off.
    ip("rule", "add", "pref", "100", "lookup", "local");
    ip("rule", "del", "pref", "0");
    setting("ip_forward", "1");
    // Or packets of open connections would not be asked where they go.
    setting("ip_early_demux", "0");
    for (int i = 1; i <= count; i++) {
      addNode(i);
    }
    boolean emulates =
        Shell.can("tc", "qdisc", "add", "dev", "cable1", "root", "netem", "loss", "0%");
    return new RoutedTerrain(count, seed, emulates);
  }

  private static void setting(String name, String value) throws IOException {
    Files.writeString(Path.of("/proc/sys/net/ipv4", name), value);
  }

  private static void addNode(int number) throws IOException {
    String name = name(number);
    ip("netns", "add", name);
    ip("link", "add", "cable" + number, "type", "veth", "peer", "name", "eth0", "netns", name);
    ip("addr", "add", "10.77.%d.1/24".formatted(number), "dev", "cable" + number);
    ip("link", "set", "cable" + number, "up");
    ip("-n", name, "link", "set", "lo", "up");
    ip("-n", name, "addr", "add", host(number) + "/24", "dev", "eth0");
    ip("-n", name, "link", "set", "eth0", "up");
    ip("-n", name, "route", "add", "default", "via", "10.77.%d.1".formatted(number));
  }

  @Override
  public String database() {
    return DATABASE;
  }

  @Override
  public Address node(int number) {
    return new Address(number, host(number), HTTP, MANAGEMENT, MQTT, CLUSTER, BUS);
  }

  @Override
  public List<String> inside(int number) {
    return List.of("ip", "netns", "exec", name(number));
  }

  @Override
  public boolean canCut() {
    return true;
  }

  @Override
  public synchronized void cut(int number, Cut cut) throws IOException {
    for (int other = 1; other <= count; other++) {
      if (other == number || cut == Cut.DATABASE) {
        continue;
      }
      drop(host(number), host(other));
      if (cut != Cut.PEERS_ONE_WAY) {
        drop(host(other), host(number));
      }
    }
    if (cut == Cut.DATABASE || cut == Cut.PEERS_AND_DATABASE) {
      drop(host(number), DATABASE);
    }
  }

  /** Where the kernel emulates no loss, packets are dropped in bursts, as radio does. */
  @Override
  public synchronized void lose(int number, int percent) throws IOException {
    losing = number;
    if (emulates) {
      tc(number, percent);
      return;
    }
    loss =
        dropping.scheduleWithFixedDelay(
            () -> burst(number, percent), 0, TURN_MS, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void heal() throws IOException {
    if (losing > 0 && emulates) {
      tc(losing, 0);
    }
    ScheduledFuture<?> turns = loss;
    if (turns != null) {
      boolean unused = turns.cancel(false);
      loss = null;
    }
    losing = 0;
    dropped = false;
    for (List<String> rule : rules) {
      rule("del", rule);
    }
    rules.clear();
  }

  @Override
  public void close() {
    dropping.shutdownNow();
  }

  private synchronized void burst(int number, int percent) {
    boolean drop = loss != null && random.nextInt(100) < percent;
    try {
      if (drop && !dropped) {
        drop(host(number), "10.77.0.0/16");
      } else if (!drop && dropped) {
        rule("del", rules.remove(rules.size() - 1));
      }
      dropped = drop;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void drop(String from, String to) throws IOException {
    List<String> rule =
        List.of("pref", Integer.toString(RULES), "from", from, "to", to, "blackhole");
    rule("add", rule);
    rules.add(rule);
  }

  private static void rule(String verb, List<String> rule) throws IOException {
    List<String> command = new ArrayList<>(List.of("ip", "rule", verb));
    command.addAll(rule);
    String unused = Shell.run(command);
  }

  private static void tc(int number, int percent) throws IOException {
    String unused =
        Shell.run(
            "tc",
            "qdisc",
            "replace",
            "dev",
            "cable" + number,
            "root",
            "netem",
            "loss",
            percent + "%");
  }

  private static String name(int number) {
    return "busbar-node-" + number;
  }

  private static String host(int number) {
    return "10.77.%d.2".formatted(number);
  }

  private static void ip(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    String unused = Shell.run(command);
  }
}
