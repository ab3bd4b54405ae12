package io.busbar.verticles.identity;

import io.busbar.contracts.bus.HubFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an account may look like. */
final class AccountRules {
  private static final Pattern USERNAME =
      Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@+-]{0,63}");
  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_EMAIL = 254;

  private AccountRules() {}

  /**
   * @throws HubFailure INVALID with one detail a fault
   */
  static void check(
      String username, String password, @Nullable String name, @Nullable String email) {
    List<String> faults = new ArrayList<>();
    if (!USERNAME.matcher(username).matches()) {
      faults.add("username: use 1 to 64 letters, digits and . _ @ + -, a letter or digit first");
    }
    for (String fault : PasswordRules.faults(username, password)) {
      faults.add("password: " + fault);
    }
    if (name != null && isUnfit(name, LONGEST_NAME)) {
      faults.add("name: use at most 128 characters without control characters");
    }
    if (email != null && (isUnfit(email, LONGEST_EMAIL) || !email.contains("@"))) {
      faults.add("email: use an address such as ada@example.org");
    }
    if (!faults.isEmpty()) {
      throw HubFailure.invalid("The account cannot be made like this.", faults.get(0))
          .details(faults);
    }
  }

  private static boolean isUnfit(String text, int longest) {
    return text.length() > longest || text.chars().anyMatch(Character::isISOControl);
  }
}
