package io.busbar.demohouse;

import io.busbar.kit.Call;
import io.busbar.kit.Failure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Constants as they stand in arguments and states. */
final class Words {
  private Words() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static <E extends Enum<E>> List<String> all(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Words::of).toList();
  }

  /**
   * The constant an argument names.
   *
   * @throws Failure it is none of them
   */
  static <E extends Enum<E>> E read(Call call, String argument, Class<E> type) {
    String word = call.text(argument);
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> of(constant).equals(word))
        .findFirst()
        .orElseThrow(() -> new Failure("'%s' must be one of %s".formatted(argument, all(type))));
  }
}
