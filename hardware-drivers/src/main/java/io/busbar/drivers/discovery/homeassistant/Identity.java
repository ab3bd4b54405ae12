package io.busbar.drivers.discovery.homeassistant;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.homeassistant.component.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** By what the device of a component is recognised. */
final class Identity {
  private static final int MAX = 20;
  private static final int LONGEST = 100;
  private static final int LONGEST_IDENTITY = 256;
  private static final String NAME = "homeassistant:";

  private Identity() {}

  /** Its identifiers and connections; of a component without a device, itself. */
  static List<String> of(Entity entity) {
    Fields device = entity.device();
    List<String> identities = new ArrayList<>();
    new Config(device).text("identifiers").ifPresent(identities::add);
    device.list("identifiers").stream().map(String::valueOf).forEach(identities::add);
    for (Object connection : device.list("connections")) {
      if (connection instanceof List<?> pair && pair.size() == 2) {
        identities.add(pair.get(0) + "-" + pair.get(1));
      }
    }
    List<String> few =
        identities.stream()
            .filter(id -> !id.isBlank())
            .map(Identity::bounded)
            .distinct()
            .limit(MAX)
            .toList();
    return few.isEmpty() ? List.of(bounded(entity.component() + "." + entity.id())) : few;
  }

  private static String bounded(String identity) {
    return identity.length() <= LONGEST_IDENTITY
        ? identity
        : "%s-%08x".formatted(identity.substring(0, LONGEST_IDENTITY - 9), identity.hashCode());
  }

  /** The id of a device in the hub, the same at every start. */
  static String device(String identity) {
    String plain = identity.replaceAll("[^A-Za-z0-9_.-]", "_");
    boolean same = plain.equals(identity) && plain.length() <= LONGEST;
    String start = plain.substring(0, Math.min(LONGEST, plain.length()));
    return NAME + (same ? start : "%s-%08x".formatted(start, identity.hashCode()));
  }

  /** A short name of a component within its device. */
  static String key(Entity entity, List<String> identities) {
    String id = entity.id().substring(entity.id().lastIndexOf('/') + 1);
    for (String identity : identities) {
      boolean begins = id.length() > identity.length() + 1 && id.startsWith(identity);
      id = begins ? id.substring(identity.length()) : id;
    }
    String key = id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    String trimmed = key.replaceAll("^_|_$", "");
    String some = trimmed.isEmpty() ? entity.component() : trimmed;
    return some.substring(0, Math.min(64, some.length()));
  }
}
