package io.busbar.drivers.rs90.keys;

import java.util.Optional;

/** The keys of an RS90, in the order of their numbers from 1 (spec 8.1). */
public enum RemoteKey {
  POWER,
  HOME,
  VOICE,
  PAGE_UP,
  PAGE_DOWN,
  UP,
  DOWN,
  LEFT,
  RIGHT,
  OK,
  VOLUME_UP,
  VOLUME_DOWN,
  BACK,
  MENU,
  MUTE,
  REWIND,
  PLAY_PAUSE,
  FORWARD,
  APPS,
  INPUT,
  SETTINGS,
  SOFT_1,
  SOFT_2,
  SOFT_3;

  private static final String PREFIX = "button:";
  private static final int MAX_DIGITS = 2;

  /** The key of {@code button:N}; empty for anything else, {@code button:#} among it. */
  public static Optional<RemoteKey> of(String message) {
    String number = message.startsWith(PREFIX) ? message.substring(PREFIX.length()).strip() : "";
    boolean digits = !number.isEmpty() && number.length() <= MAX_DIGITS;
    if (!digits || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    int index = Integer.parseInt(number) - 1;
    return index >= 0 && index < values().length ? Optional.of(values()[index]) : Optional.empty();
  }
}
