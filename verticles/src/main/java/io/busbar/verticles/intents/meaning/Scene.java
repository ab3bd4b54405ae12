package io.busbar.verticles.intents.meaning;

import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.intents.house.KnownHouse;
import io.busbar.verticles.intents.language.Language;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sentence is read against.
 *
 * @param spaceId where it is said
 */
record Scene(
    Language language,
    KnownHouse house,
    ActTable table,
    DeviceKinds kinds,
    Map<DeviceId, Fields> states,
    @Nullable String spaceId) {

  Planner planner() {
    return new Planner(table, states);
  }

  Caution caution() {
    return new Caution(table, house);
  }

  Resolver resolver(Resolver.Purpose purpose) {
    return new Resolver(house, kinds, spaceId, purpose);
  }
}
