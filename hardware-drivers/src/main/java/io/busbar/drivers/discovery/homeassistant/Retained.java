package io.busbar.drivers.discovery.homeassistant;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The latest payloads of topics that are heard, for who comes to hear them later. */
final class Retained {
  private static final int MAX_LENGTH = 16_384;
  private static final long MAX_TOTAL = 16L * 1024 * 1024;

  private final Map<String, String> payloads = new HashMap<>();
  private long total;

  void put(String topic, String payload) {
    remove(topic);
    if (payload.length() <= MAX_LENGTH && total + payload.length() <= MAX_TOTAL) {
      payloads.put(topic, payload);
      total += payload.length();
    }
  }

  Optional<String> get(String topic) {
    return Optional.ofNullable(payloads.get(topic));
  }

  void remove(String topic) {
    String before = payloads.remove(topic);
    total -= before == null ? 0 : before.length();
  }
}
