package io.busbar.drivers.discovery;

import io.busbar.drivers.discovery.model.Part;
import io.busbar.kit.Device;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One rule for a device that is announced twice: who speaks its own dialect wins over Home
 * Assistant discovery. Two announcements are of the same device when they share a hardware address
 * (MAC or IEEE, however it is written, also inside a longer name), or a name outside the hub. The
 * names are the property {@code identities}, and what the id of a device that gives way is made of.
 * Whoever is hidden is told as soon as nobody hides it.
 */
public final class Twins {
  /** The dialect that gives way. */
  public static final String YIELDING = "homeassistant";

  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?<![0-9a-f])(?:0x)?([0-9a-f]{2}(?:[:-]?[0-9a-f]{2}){5}(?:(?:[:-]?[0-9a-f]{2}){2})?)"
              + "(?![0-9a-f])");
  private static final Pattern SEPARATORS = Pattern.compile("[:-]");
  private static final Pattern NO_ADDRESS = Pattern.compile("0+|f+");
  private static final int MAX_NAMES = 64;
  private static final int MAX_LENGTH = 256;

  private final Map<String, Set<String>> winners = new HashMap<>();
  private final Map<String, Integer> taken = new HashMap<>();
  private final Map<String, Set<String>> yielding = new LinkedHashMap<>();

  /**
   * What a finding means for what is shown.
   *
   * @param hide devices that must no longer be shown
   * @param show devices that may be shown again
   */
  public record Verdict(List<String> hide, List<String> show) {}

  /** Whether a device must not be shown, because another dialect tells it. */
  public boolean hides(String id) {
    return yielding.getOrDefault(id, Set.of()).stream().anyMatch(taken::containsKey);
  }

  /**
   * A device was found or described anew. When it yields, {@code hide} holds it if it must not be
   * shown.
   */
  public Verdict found(Device device) {
    Set<String> keys = keys(device);
    if (isYielding(device)) {
      boolean before = hides(device.id());
      yielding.put(device.id(), keys);
      boolean now = hides(device.id());
      List<String> self = List.of(device.id());
      return new Verdict(now ? self : List.of(), before && !now ? self : List.of());
    }
    Set<String> hiddenBefore = hidden();
    release(device.id());
    winners.put(device.id(), keys);
    keys.forEach(key -> taken.merge(key, 1, Integer::sum));
    return difference(hiddenBefore);
  }

  /** A device is gone. */
  public Verdict gone(String id) {
    Set<String> hiddenBefore = hidden();
    hiddenBefore.remove(id);
    yielding.remove(id);
    release(id);
    return difference(hiddenBefore);
  }

  private Verdict difference(Set<String> before) {
    Set<String> now = hidden();
    List<String> hide = new ArrayList<>(now);
    hide.removeAll(before);
    List<String> show = new ArrayList<>(before);
    show.removeAll(now);
    return new Verdict(List.copyOf(hide), List.copyOf(show));
  }

  private Set<String> hidden() {
    Set<String> hidden = new HashSet<>();
    yielding.keySet().stream().filter(this::hides).forEach(hidden::add);
    return hidden;
  }

  private void release(String id) {
    Set<String> keys = winners.remove(id);
    if (keys != null) {
      keys.forEach(
          key -> taken.computeIfPresent(key, (same, count) -> count > 1 ? count - 1 : null));
    }
  }

  private static boolean isYielding(Device device) {
    return device.id().startsWith(YIELDING + ":");
  }

  private static Set<String> keys(Device device) {
    Set<String> keys = new HashSet<>();
    if (isYielding(device)) {
      addKeys(device.id().substring(YIELDING.length() + 1), keys);
    }
    if (device.properties().get(Part.IDENTITIES) instanceof List<?> names) {
      names.stream().limit(MAX_NAMES).forEach(name -> addKeys(String.valueOf(name), keys));
    }
    return keys;
  }

  private static void addKeys(String name, Set<String> keys) {
    if (name.isBlank() || name.length() > MAX_LENGTH) {
      return;
    }
    String lower = name.strip().toLowerCase(Locale.ROOT);
    keys.add(lower);
    Matcher matcher = ADDRESS.matcher(lower);
    while (matcher.find()) {
      String address = SEPARATORS.matcher(matcher.group(1)).replaceAll("");
      if (!NO_ADDRESS.matcher(address).matches()) {
        keys.add(address);
      }
    }
  }
}
