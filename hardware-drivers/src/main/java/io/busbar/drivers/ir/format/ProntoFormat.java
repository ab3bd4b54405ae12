package io.busbar.drivers.ir.format;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.drivers.ir.BadCode;
import io.busbar.drivers.ir.IrCode;
import io.busbar.drivers.ir.PulseTrain;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Pronto hex: kind, period of the carrier in 0.241246 µs, number of pairs sent once, number of
 * pairs that repeat, then the pairs in periods of the carrier.
 */
final class ProntoFormat {
  private static final double CLOCK_MICROS = 0.241246;
  private static final int HEADER = 4;
  private static final int LEARNED = 0x0000;
  private static final int UNMODULATED = 0x0100;
  private static final int MAX_WORD = 0xFFFF;

  private ProntoFormat() {}

  static IrCode read(String text) {
    String[] words = text.split("\\s+", -1);
    if (words.length > HEADER + 2 * PulseTrain.MAX_VALUES) {
      throw BadCode.at("The code", "has too many words", "Copy the code of one key alone.");
    }
    List<Integer> values = new ArrayList<>(words.length);
    for (String word : words) {
      values.add(Numbers.word("Word %d".formatted(values.size() + 1), word));
    }
    if (values.size() < HEADER) {
      throw BadCode.at(
          "The code", "has fewer than four words", "A Pronto code begins with a header of four.");
    }
    return switch (values.get(0)) {
      case LEARNED -> learned(values);
      case UNMODULATED -> throw unmodulated();
      default -> ProntoPredefined.read(values);
    };
  }

  static String write(PulseTrain train) {
    int period = period(train.carrierHz());
    List<String> words = new ArrayList<>();
    words.add(word(LEARNED));
    words.add(word(period));
    words.add(word(train.once().size() / 2));
    words.add(word(train.again().size() / 2));
    train.once().forEach(micros -> words.add(word(periods(micros, period))));
    train.again().forEach(micros -> words.add(word(periods(micros, period))));
    return String.join(" ", words);
  }

  private static PulseTrain learned(List<Integer> words) {
    int period = words.get(1);
    int once = words.get(2) * 2;
    int again = words.get(3) * 2;
    if (period == 0) {
      throw BadCode.at("Word 2", "is 0000, no carrier", "It is 006D for 38 kHz.");
    }
    if (words.size() != HEADER + once + again) {
      throw BadCode.at(
          "The header (words 3 and 4)",
          "says %d words, but there are %d".formatted(HEADER + once + again, words.size()),
          "The code is cut off or has something after it: copy it whole.");
    }
    List<Integer> first = micros(words, HEADER, once, period);
    List<Integer> then = micros(words, HEADER + once, again, period);
    int carrier = (int) Math.round(1_000_000 / (period * CLOCK_MICROS));
    return first.isEmpty() ? PulseTrain.of(carrier, then) : new PulseTrain(carrier, first, then, 1);
  }

  private static List<Integer> micros(List<Integer> words, int from, int count, int period) {
    List<Integer> micros = new ArrayList<>(count);
    for (int i = from; i < from + count; i++) {
      if (words.get(i) == 0) {
        throw BadCode.at(
            "Word %d".formatted(i + 1), "is 0000, no time at all", "Leave out the pair.");
      }
      micros.add((int) Math.round(words.get(i) * period * CLOCK_MICROS));
    }
    return micros;
  }

  private static HubFailure unmodulated() {
    return HubFailure.of(FailureCode.UNSUPPORTED, "This Pronto code (0100) is without a carrier.")
        .reason("UNMODULATED")
        .hint("Extenders always modulate: use a learned code, which begins with 0000.");
  }

  private static int period(int carrierHz) {
    return (int) Math.round(1_000_000 / (carrierHz * CLOCK_MICROS));
  }

  private static int periods(int micros, int period) {
    long periods = Math.round(micros / (period * CLOCK_MICROS));
    return (int) Math.min(MAX_WORD, Math.max(1, periods));
  }

  private static String word(int value) {
    return String.format(Locale.ROOT, "%04X", value);
  }
}
