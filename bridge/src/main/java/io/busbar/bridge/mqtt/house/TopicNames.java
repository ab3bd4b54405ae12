package io.busbar.bridge.mqtt.house;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Ids as one level of a topic. Letters and digits of ASCII and {@code - . _ : @} stand as they are;
 * every other byte of the id's UTF-8 is written {@code %XX}, upper case.
 */
final class TopicNames {
  private static final String PLAIN = "-._:@";
  private static final int RADIX = 16;
  private static final int ASCII = 0x80;

  private TopicNames() {}

  static String escape(String id) {
    StringBuilder level = new StringBuilder(id.length());
    for (byte each : id.getBytes(StandardCharsets.UTF_8)) {
      if (each >= 0 && isPlain((char) each)) {
        level.append((char) each);
      } else {
        level.append('%').append(String.format("%02X", each & 0xff));
      }
    }
    return level.toString();
  }

  /** The id; empty when the level is not written by the rule. */
  static Optional<String> unescape(String level) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(level.length());
    int at = 0;
    while (at < level.length()) {
      char each = level.charAt(at);
      if (isPlain(each)) {
        bytes.write(each);
        at++;
        continue;
      }
      int value = each == '%' ? hex(level, at + 1) : -1;
      if (value < 0) {
        return Optional.empty();
      }
      bytes.write(value);
      at += 3;
    }
    String id = bytes.toString(StandardCharsets.UTF_8);
    return escape(id).equals(level) ? Optional.of(id) : Optional.empty();
  }

  private static int hex(String level, int from) {
    if (from + 2 > level.length()) {
      return -1;
    }
    int high = Character.digit(level.charAt(from), RADIX);
    int low = Character.digit(level.charAt(from + 1), RADIX);
    return high < 0 || low < 0 ? -1 : high * RADIX + low;
  }

  private static boolean isPlain(char each) {
    return each < ASCII && (Character.isLetterOrDigit(each) || PLAIN.indexOf(each) >= 0);
  }
}
