package io.busbar.bridge.surface.homeassistant;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Source;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call of a service.
 *
 * @param entityIds what it is called on
 * @param data everything else that was sent
 */
record ServiceCall(
    String domain,
    String service,
    Set<String> entityIds,
    Fields data,
    Source source,
    Principal by) {
  private static final int MOST_ENTITIES = 200;
  private static final List<String> OTHER_TARGETS = List.of("area_id", "device_id", "label_id");
  private static final String ENTITY = "entity_id";

  /**
   * @param target where clients name entities apart from the data
   * @throws HubFailure INVALID when it names no entities, or by other means than their ids
   */
  static ServiceCall of(
      String domain, String service, Fields data, Fields target, Source source, Principal by) {
    for (String other : OTHER_TARGETS) {
      if (data.has(other) || target.has(other)) {
        throw HubFailure.invalid(
            "%s is not offered as a target.".formatted(other), "Name entities by entity_id.");
      }
    }
    Set<String> ids = new LinkedHashSet<>(ids(target.get(ENTITY)));
    ids.addAll(ids(data.get(ENTITY)));
    if (ids.isEmpty() || ids.size() > MOST_ENTITIES) {
      throw HubFailure.invalid("required key not provided @ data['entity_id']", "Name 1 to 200.");
    }
    return new ServiceCall(domain, service, ids, data.without(ENTITY), source, by);
  }

  private static List<String> ids(@Nullable Object asked) {
    if (asked instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    return asked == null
        ? List.of()
        : Arrays.stream(asked.toString().split(",")).map(String::strip).toList();
  }
}
