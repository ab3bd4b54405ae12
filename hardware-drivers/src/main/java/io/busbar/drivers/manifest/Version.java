package io.busbar.drivers.manifest;

import io.busbar.contracts.bus.HubFailure;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A semantic version, ordered by precedence: a pre-release comes before its release, build metadata
 * does not count.
 *
 * @param text as written; safe as the name of a folder
 */
public record Version(String text) implements Comparable<Version> {
  private static final int MAX_LENGTH = 64;
  private static final String IDENTIFIERS = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
  private static final Pattern RULE =
      Pattern.compile(
          "(\\d+)\\.(\\d+)\\.(\\d+)(?:-(" + IDENTIFIERS + "))?(?:\\+" + IDENTIFIERS + ")?");

  public Version {
    if (!accepts(text)) {
      throw HubFailure.invalid("Not a semantic version.", "Use three numbers, e.g. 1.0.0.");
    }
  }

  static boolean accepts(String text) {
    return text.length() <= MAX_LENGTH && RULE.matcher(text).matches();
  }

  @Override
  public int compareTo(Version other) {
    Matcher mine = parts(text);
    Matcher theirs = parts(other.text);
    for (int part = 1; part <= 3; part++) {
      int order = new BigInteger(mine.group(part)).compareTo(new BigInteger(theirs.group(part)));
      if (order != 0) {
        return order;
      }
    }
    return comparePreReleases(mine.group(4), theirs.group(4));
  }

  @Override
  public String toString() {
    return text;
  }

  private static int comparePreReleases(@Nullable String mine, @Nullable String theirs) {
    if (mine == null || theirs == null) {
      return Boolean.compare(mine == null, theirs == null);
    }
    List<String> left = List.of(mine.split("\\.", -1));
    List<String> right = List.of(theirs.split("\\.", -1));
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int order = compareIdentifiers(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  private static int compareIdentifiers(String left, String right) {
    boolean leftIsNumber = isNumber(left);
    boolean rightIsNumber = isNumber(right);
    if (leftIsNumber && rightIsNumber) {
      return new BigInteger(left).compareTo(new BigInteger(right));
    }
    return leftIsNumber == rightIsNumber
        ? left.compareTo(right)
        : Boolean.compare(rightIsNumber, leftIsNumber);
  }

  private static boolean isNumber(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static Matcher parts(String text) {
    Matcher matcher = RULE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalStateException("checked at birth: " + text);
    }
    return matcher;
  }
}
