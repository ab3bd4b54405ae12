package io.busbar.hub.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A size, written {@code 512B}, {@code 64KiB} or {@code 1MiB}.
 *
 * @param bytes not negative
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*(B|KiB|MiB|GiB)");

  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("A size must not be negative.");
    }
  }

  /**
   * @throws IllegalArgumentException when the text has another form
   */
  public static ByteSize parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a size");
    }
    int shift =
        switch (matcher.group(2)) {
          case "KiB" -> 10;
          case "MiB" -> 20;
          case "GiB" -> 30;
          default -> 0;
        };
    return new ByteSize(Long.parseLong(matcher.group(1)) << shift);
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }
}
