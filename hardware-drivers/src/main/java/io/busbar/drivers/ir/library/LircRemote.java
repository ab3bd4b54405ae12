package io.busbar.drivers.ir.library;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.drivers.ir.BadCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.Pulses;
import io.busbar.drivers.ir.format.CodeFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The description of one remote in a {@code lircd.conf}, and the pulses it makes of a number. */
final class LircRemote {
  private static final Set<String> KNOWN_FLAGS =
      Set.of(
          "RC5",
          "SHIFT_ENC",
          "RC6",
          "SPACE_ENC",
          "RAW_CODES",
          "REVERSE",
          "NO_HEAD_REP",
          "NO_FOOT_REP",
          "CONST_LENGTH",
          "REPEAT_HEADER",
          "COMPAT_REVERSE");
  private static final Set<String> NUMBERS =
      Set.of(
          "bits",
          "header",
          "one",
          "zero",
          "ptrail",
          "plead",
          "foot",
          "repeat",
          "pre_data_bits",
          "pre_data",
          "post_data_bits",
          "post_data",
          "pre",
          "post",
          "gap",
          "repeat_gap",
          "min_repeat",
          "rc6_mask",
          "frequency");
  private static final int MAX_BITS = 64;

  private final Map<String, long[]> numbers = new HashMap<>();
  private Set<String> flags = Set.of("SPACE_ENC");
  private String name = "LIRC";

  String name() {
    return name;
  }

  /** Takes one line; lines that only matter to receivers are passed over. */
  void describe(String[] words) {
    String key = words[0].toLowerCase(Locale.ROOT);
    if (key.equals("name") && words.length > 1) {
      name = words[1];
    } else if (key.equals("flags")) {
      flags = flags(words);
    } else if (NUMBERS.contains(key)) {
      long[] values = new long[words.length - 1];
      for (int i = 0; i < values.length; i++) {
        values[i] = number(key, words[i + 1]);
      }
      numbers.put(key, values);
    }
  }

  /** The pulses of a raw code, which ends with a pulse. */
  PulseTrain raw(String values) {
    PulseTrain read = (PulseTrain) CodeFormat.RAW.parse(values);
    List<Integer> micros = new ArrayList<>(read.once());
    micros.set(micros.size() - 1, gap("gap"));
    return train(micros, List.of());
  }

  /** The pulses of a number. */
  PulseTrain encode(String code) {
    long bits = number("The code", code);
    List<Integer> again = flags.contains("NO_HEAD_REP") ? frame(bits, false) : List.of();
    return train(frame(bits, true), number("repeat", 0) > 0 ? held() : again);
  }

  private PulseTrain train(List<Integer> once, List<Integer> again) {
    int frequency = micros("frequency", 0);
    int sends = 1 + (int) Math.min(PulseTrain.MAX_SENDS - 1, Math.max(0, number("min_repeat", 0)));
    return new PulseTrain(
        frequency == 0 ? PulseTrain.USUAL_CARRIER : frequency, once, again, sends);
  }

  private List<Integer> frame(long bits, boolean first) {
    Pulses frame = new Pulses();
    if (first) {
      both(frame, "header");
    }
    frame.mark(micros("plead", 0));
    int count = width("bits");
    int after = width("post_data_bits");
    data(frame, number("pre_data", 0), width("pre_data_bits"), count + after);
    both(frame, "pre");
    data(frame, bits, count, after);
    both(frame, "post");
    data(frame, number("post_data", 0), after, 0);
    frame.mark(micros("ptrail", 0));
    if (first || !flags.contains("NO_FOOT_REP")) {
      both(frame, "foot");
    }
    return closed(frame, "gap");
  }

  /** What is sent while the key is held, when the remote has a signal of its own for it. */
  private List<Integer> held() {
    Pulses held = new Pulses();
    if (flags.contains("REPEAT_HEADER")) {
      both(held, "header");
    }
    held.mark(micros("plead", 0));
    both(held, "repeat");
    held.mark(micros("ptrail", 0));
    return closed(held, numbers.containsKey("repeat_gap") ? "repeat_gap" : "gap");
  }

  private List<Integer> closed(Pulses frame, String gap) {
    return flags.contains("CONST_LENGTH") ? frame.period(gap(gap)) : frame.gap(gap(gap));
  }

  private void both(Pulses pulses, String key) {
    pulses.mark(micros(key, 0));
    pulses.space(micros(key, 1));
  }

  /**
   * Sends bits, the high one first.
   *
   * @param below how many bits of the whole code follow these
   */
  private void data(Pulses pulses, long data, int count, int below) {
    boolean reverse = flags.contains("REVERSE");
    for (int i = 0; i < count; i++) {
      int at = count - 1 - i;
      boolean one = (data >> (reverse ? i : at) & 1) == 1;
      int place = below + at;
      boolean wide = place < MAX_BITS && (number("rc6_mask", 0) >> place & 1) == 1;
      bit(pulses, one, wide ? 2 : 1);
    }
  }

  /** In Manchester code LIRC calls dark then light a one, for RC6 too, whose makers do not. */
  private void bit(Pulses pulses, boolean one, int width) {
    String key = one ? "one" : "zero";
    boolean biphase = flags.contains("RC5") || flags.contains("SHIFT_ENC") || flags.contains("RC6");
    boolean spaceFirst = biphase && one;
    if (spaceFirst) {
      pulses.space(width * micros(key, 1));
      pulses.mark(width * micros(key, 0));
    } else {
      pulses.mark(width * micros(key, 0));
      pulses.space(width * micros(key, 1));
    }
  }

  private int width(String key) {
    long bits = number(key, 0);
    if (bits > MAX_BITS) {
      throw BadCode.at(key, "is " + bits + ", more than 64", "Split it into pre_data and bits.");
    }
    return (int) bits;
  }

  private int gap(String key) {
    int gap = micros(key, 0);
    return gap == 0 ? PulseTrain.USUAL_GAP : gap;
  }

  private int micros(String key, int index) {
    long micros = number(key, index);
    if (micros < 0 || micros > PulseTrain.MAX_MICROS) {
      throw BadCode.at(key, "is longer than a second", "Give times in microseconds, 1 to 1000000.");
    }
    return (int) micros;
  }

  private long number(String key, int index) {
    long[] values = numbers.getOrDefault(key, new long[0]);
    return index < values.length ? values[index] : 0;
  }

  private static Set<String> flags(String[] words) {
    Set<String> flags =
        Set.copyOf(
            List.of(
                String.join("|", List.of(words).subList(1, words.length))
                    .toUpperCase(Locale.ROOT)
                    .split("\\|+", -1)));
    for (String flag : flags) {
      if (!KNOWN_FLAGS.contains(flag)) {
        throw HubFailure.of(
            FailureCode.UNSUPPORTED, "Flag %s is not supported.".formatted(BadCode.quote(flag)));
      }
    }
    return flags;
  }

  private static long number(String where, String text) {
    try {
      boolean hex = text.startsWith("0x") || text.startsWith("0X");
      return hex ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      throw BadCode.at(
          where, "is %s, not a number".formatted(BadCode.quote(text)), "Use e.g. 560 or 0x10EF.");
    }
  }
}
