package io.busbar.verticles.programs.engine;

import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.House;
import io.busbar.verticles.programs.calendar.Sunlight;
import io.busbar.verticles.programs.model.Expression;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.function.Function;

/**
 * What conditions see.
 *
 * @param sunlight empty when it is not known where the house is
 */
record Surroundings(
    Function<DeviceId, Fields> states,
    Fields variables,
    ZonedDateTime now,
    Optional<Sunlight> sunlight)
    implements Expression.Scope {

  static Surroundings of(
      House house, Function<DeviceId, Fields> states, Fields variables, Instant now) {
    return new Surroundings(states, variables, now.atZone(house.zone()), Sunlight.at(house));
  }
}
