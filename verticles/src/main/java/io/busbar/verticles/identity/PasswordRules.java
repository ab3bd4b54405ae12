package io.busbar.verticles.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which passwords are accepted: length counts, composition does not. */
final class PasswordRules {
  static final int SHORTEST = 10;
  static final int LONGEST = 256;

  /** Common passwords that are long enough to pass otherwise; compared without regard to case. */
  private static final Set<String> COMMON =
      Set.of(
          "0123456789",
          "0987654321",
          "1234567890",
          "12345678910",
          "123456789a",
          "123456789q",
          "1q2w3e4r5t",
          "1q2w3e4r5t6y",
          "1qaz2wsx3edc",
          "abcdefghij",
          "administrator",
          "baseball123",
          "changeme123",
          "football123",
          "homeassistant",
          "iloveyou123",
          "letmein123",
          "password12",
          "password123",
          "password1234",
          "passwordpassword",
          "q1w2e3r4t5",
          "qazwsxedcr",
          "qwerty1234",
          "qwerty12345",
          "qwertyuiop",
          "qwertzuiop",
          "smarthome1",
          "superman123",
          "trustno1trustno1",
          "welcome123",
          "welcome1234",
          "zaq12wsxcde3");

  private PasswordRules() {}

  /** What is wrong with a password for this user name; empty when nothing is. */
  static List<String> faults(String username, String password) {
    int length = password.codePointCount(0, password.length());
    List<String> faults = new ArrayList<>();
    if (length < SHORTEST) {
      faults.add("use at least %d characters".formatted(SHORTEST));
    }
    if (length > LONGEST) {
      faults.add("use at most %d characters".formatted(LONGEST));
    }
    if (Person.key(password).equals(Person.key(username))) {
      faults.add("it must not be the user name");
    }
    if (COMMON.contains(Person.key(password)) || isOneCharacterRepeated(password)) {
      faults.add("it is one that everybody tries first");
    }
    return faults;
  }

  private static boolean isOneCharacterRepeated(String password) {
    return password.codePoints().distinct().count() == 1;
  }
}
