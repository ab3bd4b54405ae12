package io.busbar.bridge.rest;

import io.busbar.contracts.bus.HubFailure;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The segments of a path, and their decoding. */
public final class Segments {
  private static final char REPLACEMENT = '\uFFFD';

  private Segments() {}

  /** Splits what follows the base path; one slash at the end is forgiven. */
  public static List<String> split(String path) {
    List<String> segments = new ArrayList<>(6);
    int start = path.startsWith("/") ? 1 : 0;
    int end = path.endsWith("/") ? path.length() - 1 : path.length();
    for (int at = start; at <= end; at++) {
      if (at == end || path.charAt(at) == '/') {
        segments.add(path.substring(start, at));
        start = at + 1;
      }
    }
    return segments;
  }

  /**
   * What a segment says.
   *
   * @throws HubFailure INVALID when percent signs do not spell UTF-8
   */
  public static String decode(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    try {
      return requireText(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw unreadable();
    }
  }

  /**
   * @throws HubFailure INVALID when the text was not UTF-8
   */
  static String requireText(String decoded) {
    if (decoded.indexOf(REPLACEMENT) >= 0) {
      throw unreadable();
    }
    return decoded;
  }

  static HubFailure unreadable() {
    return HubFailure.invalid(
        "The address of this request is not properly encoded.", "Percent-encode it as UTF-8.");
  }
}
