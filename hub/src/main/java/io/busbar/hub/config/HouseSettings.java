package io.busbar.hub.config;

import io.busbar.contracts.value.House;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** What a person says about the house. */
final class HouseSettings {
  private static final int LONGEST_NAME = 128;

  private HouseSettings() {}

  /**
   * @throws ConfigFault a zone nobody knows, half a location, or a value out of range
   */
  static House read(Settings settings) {
    Double latitude = settings.degrees(ConfigKey.HOUSE_LATITUDE, 90);
    Double longitude = settings.degrees(ConfigKey.HOUSE_LONGITUDE, 180);
    if ((latitude == null) != (longitude == null)) {
      throw ConfigFault.of(
          latitude == null ? ConfigKey.HOUSE_LATITUDE : ConfigKey.HOUSE_LONGITUDE,
          "is missing",
          "Set latitude and longitude together, or neither.");
    }
    return new House(
        name(settings), zone(settings.optional(ConfigKey.HOUSE_TIMEZONE)), latitude, longitude);
  }

  private static String name(Settings settings) {
    String name = settings.text(ConfigKey.HOUSE_NAME).strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw ConfigFault.of(
          ConfigKey.HOUSE_NAME,
          "is empty or too long",
          "Write 1 to %d characters.".formatted(LONGEST_NAME));
    }
    return name;
  }

  private static ZoneId zone(@Nullable String named) {
    try {
      return named == null ? ZoneId.systemDefault() : ZoneId.of(named.strip());
    } catch (DateTimeException e) {
      throw ConfigFault.of(
          ConfigKey.HOUSE_TIMEZONE,
          "cannot be '" + named + "'",
          "Write a zone like Europe/Berlin or UTC, or leave it empty for that of the machine.");
    }
  }
}
